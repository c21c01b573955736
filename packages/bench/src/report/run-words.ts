import { formatCount, formatUsd } from "@promptprof/model/format";
import type { Report, ReportedRun } from "./report.ts";
import { count } from "./summary.ts";

/** How it was measured: `200 cases × 3 runs · Holm over 12 metrics · 95% intervals`. */
export function methodWords({ prompts }: Report): string {
  if (prompts.length === 0) return "no case was run";
  const cases = Math.max(0, ...prompts.map((prompt) => prompt.cases));
  const repeats = Math.max(1, ...prompts.map((prompt) => prompt.repeats));
  const metrics = prompts.flatMap((prompt) => prompt.metrics);
  const correction = metrics.find((metric) => metric.gates && metric.correction !== null)?.correction;
  const level = metrics.find(({ change }) => change !== null)?.change?.level;
  return [
    `${count(cases, "paired case")} × ${count(repeats, "repeat")}`,
    ...(correction === undefined || correction === null ? [] : [correction]),
    ...(level === undefined ? [] : [`${level * 100}% intervals`]),
  ].join(" · ");
}

/** What it cost, and what of that is not known. */
export function costWords({
  costNanoUsd,
  unpriced,
  calls,
  scorerCalls,
  failed,
  replayed,
}: ReportedRun): string {
  const made = `${count(calls, "call")}${failed === 0 ? "" : `, ${formatCount(failed)} failed`}${scorerCalls === 0 ? "" : `, ${formatCount(scorerCalls)} more of scorers`}`;
  const isUnknown = costNanoUsd === null && calls > 0;
  const cost = isUnknown ? "no call has a price" : formatUsd(costNanoUsd ?? 0);
  const open = costNanoUsd === null || unpriced === 0 ? "" : `, ${count(unpriced, "call")} without a price`;
  return `${replayed === null ? "Cost of this run" : "Replayed; the recorded calls cost"}: ${cost} (${made}${open})`;
}

const ENDED: Readonly<Record<ReportedRun["ended"], string | null>> = {
  complete: null,
  money: "The run stopped at its money limit: what follows is of the calls made until then.",
  time: "The run stopped at its time limit: what follows is of the calls made until then.",
  stopped: "The run was stopped: what follows is of the calls made until then.",
};

/** Everything that a reader should know before the numbers. */
export function doubtsOf({ run, warnings }: Report): string[] {
  const ended = ENDED[run.ended];
  return [...(ended === null ? [] : [ended]), ...warnings];
}
