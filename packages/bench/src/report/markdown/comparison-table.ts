import type { Report } from "../report.ts";
import { oneLine } from "../one-line.ts";
import { rowsByWeight, type Row } from "../summary.ts";
import { VERDICT_MARKS, verdictOrNew, verdictWords } from "../verdict-words.ts";
import { writeChange, writeMargin, writeValue } from "../write-number.ts";
import { code, prose } from "./code.ts";
import { table, type Table } from "./table.ts";

/** Every comparison in one row, the worst first. */
export function comparisonTable(report: Report): Table {
  const columns = ["", "Prompt", "Metric", "Base:", "Head:", "Change [interval]", "Limit:", "Verdict"];
  const manyProviders = new Set(report.prompts.map(({ provider }) => provider)).size > 1;
  return table(
    columns,
    rowsByWeight(report).map((row) => cells(row, manyProviders)),
  );
}

function cells({ of, comparison }: Row, manyProviders: boolean): string[] {
  const { a, b, unit, title, gates, verdict } = comparison;
  const change = writeChange(comparison).replace(/^(\S+(?: pp)?)/u, verdict === "worse" ? "**$1**" : "$1");
  return [
    VERDICT_MARKS[verdictOrNew(comparison)],
    manyProviders ? `${code(of.prompt)} with ${code(of.provider)}` : code(of.prompt),
    prose(oneLine(title)),
    writeValue(a.value, unit),
    writeValue(b.value, unit),
    change,
    gates ? writeMargin(comparison) : "no limit",
    verdictWords(comparison),
  ];
}
