import { harmMargin, harmOf } from "@promptprof/stats";
import type { Markup } from "../../svg/element.ts";
import { intervalBar } from "../../svg/interval-bar.ts";
import { oneLine } from "../one-line.ts";
import type { PromptReport, ReportedComparison } from "../report.ts";
import { verdictOrNew, verdictWords } from "../verdict-words.ts";
import { writeChange, writeMargin, writeValue } from "../write-number.ts";
import { cell, tableOf } from "./table.ts";

const COLUMNS = [
  { title: "Metric" },
  { title: "Base", class: "number" },
  { title: "Head", class: "number" },
  { title: "Change [interval]", class: "number" },
  { title: "← better · within the limit · worse →", class: "forest" },
  { title: "Limit", class: "number" },
  { title: "Verdict", class: "verdict" },
];

/** Every metric of a prompt with its row of the forest plot. */
export function metricsTable({ prompt, metrics }: PromptReport): Markup {
  return tableOf("metrics", COLUMNS, metrics.map(row), `Metrics of ${oneLine(prompt)}`);
}

function row(comparison: ReportedComparison): Markup[] {
  const { title, a, b, unit, gates } = comparison;
  const verdict = verdictOrNew(comparison);
  const limit = writeMargin(comparison);
  return [
    cell(oneLine(title), { head: true }),
    cell(writeValue(a.value, unit), { class: "number", label: "base" }),
    cell(writeValue(b.value, unit), { class: "number", label: "head" }),
    cell(writeChange(comparison), { class: "number wide", label: "change" }),
    cell(forest(comparison), { class: "forest wide" }),
    cell(gates ? limit : `${limit} (no gate)`, { class: "number", label: "limit" }),
    cell(verdictWords(comparison), { class: `verdict ${verdict}` }),
  ];
}

/** In margins of harm, so that seconds, money and scores share one axis. */
function forest(comparison: ReportedComparison): Markup | string {
  const { change, worse, scale, margin, verdict } = comparison;
  if (change === null) return "";
  const harm = harmOf(
    { ...change, low: change.low ?? -Infinity, high: change.high ?? Infinity },
    worse,
    scale,
  );
  const unit = harmMargin(margin, scale);
  return intervalBar({
    estimate: harm.estimate / unit,
    low: harm.low / unit,
    high: harm.high / unit,
    verdict,
  });
}
