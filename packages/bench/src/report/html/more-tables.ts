import { element, type Markup } from "../../svg/element.ts";
import { doubtsByText } from "../doubts-by-text.ts";
import { oneLine } from "../one-line.ts";
import type { PromptReport } from "../report.ts";
import { count } from "../summary.ts";
import { writeChange, writeValue } from "../write-number.ts";
import { code } from "./code.ts";
import { cell, tableOf } from "./table.ts";

const SLICES_SHOWN = 8;

/** The most harmful slices. */
export function slicesTable({ slices, prompt }: PromptReport): Markup[] {
  if (slices.length === 0) return [];
  const shown = slices.slice(0, SLICES_SHOWN);
  const columns = [
    { title: "Slice" },
    { title: "Metric" },
    { title: "Change [interval]", class: "number" },
    { title: "Verdict" },
  ];
  const rows = shown.map(({ tag, value, comparison }) => [
    cell(code(`${tag} = ${value}`), { head: true }),
    cell(oneLine(comparison.title), { label: "metric" }),
    cell(writeChange(comparison), { class: "number wide", label: "change" }),
    cell(comparison.verdict, { class: comparison.verdict }),
  ]);
  const title = `Slices, the most harmful first: ${shown.length} of ${slices.length}; ${slices[0]?.comparison.correction ?? "uncorrected"}; they warn and never decide`;
  return [folded(title, tableOf("slices", columns, rows, `Slices of ${oneLine(prompt)}`))];
}

/** Where to look first when quality fell. */
export function casesTable({ worseCases, prompt }: PromptReport): Markup[] {
  if (worseCases.length === 0) return [];
  const columns = [
    { title: "Case" },
    { title: "Score" },
    { title: "Base", class: "number" },
    { title: "Head", class: "number" },
  ];
  const rows = worseCases.map((worse) => [
    cell(code(worse.case), { head: true }),
    cell(code(worse.score), { label: "score" }),
    cell(writeValue(worse.base, "score"), { class: "number", label: "base" }),
    cell(writeValue(worse.head, "score"), { class: "number", label: "head" }),
  ]);
  return [
    folded(
      `${count(rows.length, "case")} with a lower score`,
      tableOf("cases", columns, rows, `Cases of ${oneLine(prompt)}`),
    ),
  ];
}

/** Reasons and doubts of the numbers above, and how each was made. */
export function doubtsList({ metrics }: PromptReport): Markup[] {
  const said = doubtsByText(metrics).map(({ titles, doubt }) => `${titles}: ${doubt}`);
  const methods = metrics.flatMap(({ title, change, correction }) =>
    change === null
      ? []
      : [`${oneLine(title)}: ${change.method}${correction === null ? "" : `, ${correction}`}`],
  );
  return [
    ...(said.length === 0
      ? []
      : [folded(`${count(said.length, "doubt")} about these numbers`, list(said), true)]),
    ...(methods.length === 0 ? [] : [folded("How these numbers were made", list(methods))]),
  ];
}

function list(lines: readonly string[]): Markup {
  return element("ul", { class: "soft" }, ...lines.map((line) => element("li", {}, line)));
}

function folded(title: string, content: Markup, open = false): Markup {
  return element("details", { open: open ? "" : null }, element("summary", {}, title), content);
}
