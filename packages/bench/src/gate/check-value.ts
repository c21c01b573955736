import { formatUsd } from "@promptprof/model/format";
import { oneLine } from "../report/one-line.ts";
import type { PromptReport, ReportedComparison, ReportedRun } from "../report/report.ts";
import { count } from "../report/summary.ts";
import { writeValue } from "../report/write-number.ts";
import { adviceFor, placeOf } from "./advice.ts";
import type { GateCheck } from "./gate-result.ts";
import type { Limit } from "./limit.ts";

type ValueLimit = Extract<Limit, { kind: "value" }>;
type CostLimit = Extract<Limit, { kind: "run_cost" }>;

/** Judges the head's own value as this run has measured it; without a value nothing is decided. */
export function checkValue(of: PromptReport, comparison: ReportedComparison, limit: ValueLimit): GateCheck {
  const { value, n } = comparison.b;
  const outcome = value === null ? "undecided" : keeps(value, limit) ? "passed" : "failed";
  const whose = `${oneLine(of.prompt)} (${oneLine(of.provider)})`;
  const says = `${whose}: ${oneLine(comparison.title)} of head is ${writeValue(value, comparison.unit)} (n ${n}), limit ${limit.text}`;
  return {
    outcome,
    prompt: of.prompt,
    provider: of.provider,
    metric: comparison.metric,
    limit: limit.text,
    text: outcome === "failed" ? `${says}. ${adviceFor(of, comparison.metric)} or raise the limit` : says,
    place: outcome === "failed" ? placeOf(of) : null,
  };
}

function keeps(value: number, { most, value: limit }: ValueLimit): boolean {
  return most ? value <= limit : value >= limit;
}

/** A cost with unpriced calls is a lower bound: it can break a limit, but never prove that one is kept. */
export function checkRunCost({ costNanoUsd, unpriced }: ReportedRun, limit: CostLimit): GateCheck {
  const broken = costNanoUsd !== null && costNanoUsd > limit.nanoUsd;
  const outcome = broken ? "failed" : unpriced > 0 || costNanoUsd === null ? "undecided" : "passed";
  const cost = costNanoUsd === null ? "not known" : formatUsd(costNanoUsd);
  const open = unpriced === 0 ? "" : `, ${count(unpriced, "call")} without a price`;
  const next = broken ? ". Run fewer cases or repeats, try --adaptive, or raise the limit" : "";
  return {
    outcome,
    prompt: null,
    provider: null,
    metric: "run_cost",
    limit: limit.text,
    text: `the run's cost is ${cost}${open}, limit ${formatUsd(limit.nanoUsd)}${next}`,
    place: null,
  };
}
