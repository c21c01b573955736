import { createHash } from "node:crypto";
import { element, type Markup } from "../../svg/element.ts";
import type { Report } from "../report.ts";
import { costWords, doubtsOf, methodWords } from "../run-words.ts";
import { shortCommit } from "../short-commit.ts";
import { headline, ofOutcome } from "../summary.ts";
import { hatchPattern } from "./hatch.ts";
import { promptSection } from "./prompt-section.ts";
import { STYLE } from "./style.ts";
import { cell, tableOf } from "./table.ts";
import { tradeOffSection } from "./trade-off-section.ts";
import { code } from "./code.ts";

/** One file that needs no network and runs no script: it may be opened from a disk, an archive or a mail. */
export function renderHtml(report: Report): string {
  const body = element("body", {}, hatchPattern(), top(report), main(report), foot(report));
  return `<!doctype html>\n${element("html", { lang: "en" }, head(report), body).markup}\n`;
}

/** Nothing may be loaded and nothing run; the one style sheet is known by its hash. */
function head({ run }: Report): Markup {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", {}, `promptprof: ${run.suite.name}`),
    element("style", {}, { markup: STYLE }),
  );
}

function top(report: Report): Markup {
  const { run } = report;
  const sides =
    run.base === null
      ? ["Head ", code(shortCommit(run.head)), ", without a base"]
      : ["Base ", code(shortCommit(run.base)), " against head ", code(shortCommit(run.head))];
  return element(
    "header",
    {},
    element("h1", {}, "promptprof: ", code(run.suite.name, 300)),
    element("p", {}, ...sides),
    element(
      "p",
      { class: "soft" },
      `${methodWords(report)} · ${costWords(run)} · ${run.endedAt.slice(0, 16).replace("T", " ")} UTC`,
    ),
  );
}

function main(report: Report): Markup {
  return element(
    "main",
    {},
    banner(report),
    doubts(report),
    tradeOffSection(report),
    report.prompts.map((prompt) => promptSection(report, prompt)),
    unchanged(report),
    scorers(report),
  );
}

function banner(report: Report): Markup {
  const { gate } = report;
  const lines = [...ofOutcome(gate.checks, "failed"), ...ofOutcome(gate.checks, "undecided")];
  const said = lines
    .slice(0, 50)
    .map(({ outcome, text }) =>
      element(
        "li",
        {},
        element(
          "strong",
          { class: outcome === "failed" ? "worse" : "soft" },
          outcome === "failed" ? "Failed: " : "Undecided: ",
        ),
        text,
      ),
    );
  return element(
    "section",
    { "aria-labelledby": "gate" },
    element("h2", { id: "gate" }, `Gate: ${headline(report)}`),
    element(
      "div",
      { class: `banner ${gate.outcome}` },
      said.length === 0 ? element("p", {}, "Every limit is kept.") : element("ul", {}, ...said),
    ),
  );
}

function doubts(report: Report): Markup[] {
  const said = doubtsOf(report);
  if (said.length === 0) return [];
  return [
    element(
      "section",
      { "aria-label": "Doubts" },
      element("div", { class: "doubts" }, ...said.map((line) => element("p", {}, line))),
    ),
  ];
}

function unchanged({ run }: Report): Markup[] {
  if (run.unchanged.length === 0) return [];
  const names = run.unchanged.flatMap((name, i) => [i === 0 ? "" : ", ", code(name)]);
  return [
    element(
      "section",
      { "aria-labelledby": "unchanged" },
      element("h2", { id: "unchanged" }, "Not run: the change does not touch them"),
      element("p", {}, ...names),
    ),
  ];
}

function scorers({ scorers }: Report): Markup[] {
  if (scorers.length === 0) return [];
  const rows = scorers.map(({ name, goodFor, notFor }) => [
    cell(code(name), { head: true }),
    cell(goodFor, { label: "good for" }),
    cell(notFor, { label: "not for" }),
  ]);
  const table = tableOf("scorers", [{ title: "Score" }, { title: "Good for" }, { title: "Not for" }], rows);
  return [
    element(
      "section",
      { "aria-labelledby": "scorers" },
      element("h2", { id: "scorers" }, "What the scores are good for"),
      table,
    ),
  ];
}

function foot({ run, schema }: Report): Markup {
  return element(
    "footer",
    {},
    `Run ${run.id} of ${run.suite.file} (${run.suite.hash}), seed ${run.seed}, ${run.startedAt} to ${run.endedAt}. Derived from ${schema}.`,
  );
}
