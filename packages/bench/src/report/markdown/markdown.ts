import type { Report } from "../report.ts";
import { costWords, doubtsOf, methodWords } from "../run-words.ts";
import { shortCommit } from "../short-commit.ts";
import { headline, worstRow, worstWords } from "../summary.ts";
import { code, prose } from "./code.ts";
import { comparisonTable } from "./comparison-table.ts";
import { detailsOf } from "./details.ts";
import { failedChecks } from "./failed-checks.ts";
import { fitTable } from "./table.ts";

/** GitHub cuts a comment at 65,536 characters; the rest is left to whoever adds a link. */
export const MARKDOWN_MAX = 60_000;
const TABLE_MAX = 30_000;

/** By this line the comment of the last run is found again: one for each suite. */
export function markerOf({ run }: Report): string {
  const { name } = run.suite;
  const key =
    /^\w+(?:[-.]\w+)*$/u.test(name) && name.length <= 100 ? name : Buffer.from(name).toString("hex");
  return `<!-- promptprof:${key.slice(0, 200)} -->`;
}

/** The report as one comment of a pull request, which is the summary of a job too. Always shorter than 60,000. */
export function renderMarkdown(report: Report): string {
  const intro = [markerOf(report), title(report), sides(report), "", ...failedChecks(report)].join("\n");
  const end = `\n${prose(costWords(report.run))} · ${reproduce(report)}\n`;
  const comparisons = comparisonTable(report);
  const middle = comparisons.rows.length === 0 ? "" : `\n${fitTable(comparisons, TABLE_MAX)}`;
  const room = MARKDOWN_MAX - intro.length - middle.length - end.length - 1;
  return `${intro}${middle}${detailsOf(report, room)}${end}`;
}

const MARKS = { passed: "✅", regressed: "❌", undecided: "❔" } as const;

function title(report: Report): string {
  const worst = report.gate.outcome === "regressed" ? worstRow(report) : null;
  const which = worst === null ? "" : `: ${code(worst.of.prompt)} ${prose(worstWords(worst))}`;
  return `### ${MARKS[report.gate.outcome]} promptprof: ${headline(report)}${which}\n`;
}

function sides(report: Report): string {
  const { run } = report;
  const base = run.base === null ? "No base" : `Base ${code(shortCommit(run.base))}`;
  const lines = [
    `${base} · head ${code(shortCommit(run.head))} · ${prose(methodWords(report))}`,
    ...unchanged(report),
  ];
  const doubts = doubtsOf(report)
    .slice(0, 10)
    .map((doubt) => `> ${prose(doubt.slice(0, 500))}`);
  return [...lines, ...(doubts.length === 0 ? [] : ["", "> [!WARNING]", ...doubts])].join("\n");
}

function unchanged({ run: { unchanged } }: Report): string[] {
  if (unchanged.length === 0) return [];
  const named = unchanged.slice(0, 10).map((name) => code(name));
  const more = unchanged.length > named.length ? ` and ${unchanged.length - named.length} more` : "";
  return ["", `Not run, because the change does not touch them: ${named.join(", ")}${more}.`];
}

function reproduce({ run }: Report): string {
  const base = run.base === null ? "" : ` --base ${run.base}`;
  return `reproduce: ${code(`promptprof bench ${run.suite.file}${base}`, 200)}`;
}
