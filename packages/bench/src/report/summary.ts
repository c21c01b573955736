import type { GateCheck } from "../gate/gate-result.ts";
import type { PromptReport, Report, ReportedComparison } from "./report.ts";
import { oneLine } from "./one-line.ts";
import { verdictOrNew } from "./verdict-words.ts";
import { writeMargin, writeStep } from "./write-number.ts";

/** One comparison and whose it is. */
export interface Row {
  readonly of: PromptReport;
  readonly comparison: ReportedComparison;
}

const ORDER = ["worse", "undecided", "better", "new", "same"];

/** All comparisons of a report: worse ones first, those of the gate before others, else in the order of the report. */
export function rowsByWeight({ prompts }: Report): Row[] {
  const rows = prompts.flatMap((of) => of.metrics.map((comparison) => ({ of, comparison })));
  return rows.toSorted((a, b) => weight(a) - weight(b));
}

function weight({ comparison }: Row): number {
  return ORDER.indexOf(verdictOrNew(comparison)) * 2 + (comparison.gates ? 0 : 1);
}

/** What came out in a few words: `1 of 4 prompts regressed`. Names no prompt, so nothing in it needs escaping. */
export function headline({ gate, prompts, run }: Report): string {
  const failed = new Set(ofOutcome(gate.checks, "failed").map(({ prompt }) => prompt));
  if (gate.outcome === "regressed" && !failed.has(null))
    return `${failed.size} of ${count(new Set(prompts.map(({ prompt }) => prompt)).size, "prompt")} regressed`;
  if (gate.outcome === "regressed")
    return `${count(ofOutcome(gate.checks, "failed").length, "limit")} not kept`;
  if (prompts.length === 0) return run.unchanged.length > 0 ? "no prompt has changed" : "nothing was run";
  if (gate.outcome === "undecided")
    return `undecided: ${count(ofOutcome(gate.checks, "undecided").length, "limit")} cannot be judged yet`;
  return run.base === null ? "measured, without a base to compare with" : wellWords(gate.checks);
}

function wellWords(checks: readonly GateCheck[]): string {
  const open = ofOutcome(checks, "undecided").length;
  return open === 0 ? "no prompt regressed" : `no regression proven, ${count(open, "limit")} undecided`;
}

/** The worst thing in numbers: `latency p95 +46% (limit +10%)`; null where nothing failed by a comparison. */
export function worstRow(report: Report): Row | null {
  const [first] = rowsByWeight(report);
  return first !== undefined && first.comparison.verdict === "worse" ? first : null;
}

/** `latency p95 +46% (limit +10%)` */
export function worstWords({ comparison }: Row): string {
  const { title, change } = comparison;
  const step = change === null ? "" : ` ${writeStep(change.estimate, comparison)}`;
  return `${oneLine(title)}${step} (limit ${writeMargin(comparison)})`;
}

export function ofOutcome(checks: readonly GateCheck[], outcome: GateCheck["outcome"]): GateCheck[] {
  return checks.filter((check) => check.outcome === outcome);
}

/** `1 prompt`, `2 prompts` */
export function count(n: number, word: string): string {
  return `${n.toLocaleString("en-US")} ${word}${n === 1 ? "" : "s"}`;
}

/** Segments that take more of the head's calls than of the base's, the largest growth first. */
export function grownSegments({
  segments,
}: PromptReport): { path: string; by: number; line: number | null }[] {
  return segments
    .map(({ path, base, head, line }) => ({ path, line, by: (head ?? 0) - (base ?? 0) }))
    .filter(({ by }) => by >= 0.5)
    .toSorted((a, b) => b.by - a.by);
}
