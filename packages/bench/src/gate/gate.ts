import type { Report } from "../report/report.ts";
import { verdictOrNew } from "../report/verdict-words.ts";
import { checkChange } from "./check-change.ts";
import { checkRunCost, checkValue } from "./check-value.ts";
import type { GateCheck, GateResult } from "./gate-result.ts";
import type { GateSettings } from "./gate-settings.ts";
import type { Limit } from "./limit.ts";

/** A report before the gate has spoken. */
export type Measured = Omit<Report, "gate">;

/**
 * Whether a change may pass. Changes are judged by the verdicts of the report, so by the margins it was made with;
 * limits of values and of the run's cost are judged here.
 */
export function applyGate(measured: Measured, settings: GateSettings): GateResult {
  const checks = [
    ...changesOf(measured, settings),
    ...settings.limits.flatMap((limit) => valuesOf(measured, limit)),
  ];
  const outcome = outcomeOf(checks, settings);
  return {
    mode: settings.mode,
    outcome,
    exitCode: EXIT_CODES[outcome],
    checks: checks.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome)),
  };
}

const EXIT_CODES = { passed: 0, regressed: 10, undecided: 11 } as const;
const OUTCOMES = ["failed", "undecided", "passed"];

function changesOf({ prompts }: Measured, settings: GateSettings): GateCheck[] {
  return prompts.flatMap((prompt) =>
    prompt.metrics
      .filter((comparison) => comparison.gates && verdictOrNew(comparison) !== "new")
      .map((comparison) => checkChange(prompt, comparison, settings.mode)),
  );
}

function valuesOf(measured: Measured, limit: Limit): GateCheck[] {
  if (limit.kind === "run_cost") return [checkRunCost(measured.run, limit)];
  if (limit.kind === "change") return [];
  return measured.prompts.flatMap((prompt) =>
    prompt.metrics
      .filter(({ metric }) => metric === limit.metric)
      .map((comparison) => checkValue(prompt, comparison, limit)),
  );
}

/** Who asks for a proof of no harm, or says so, is told when there is none. */
function outcomeOf(
  checks: readonly GateCheck[],
  { mode, failOnUndecided }: GateSettings,
): GateResult["outcome"] {
  if (checks.some(({ outcome }) => outcome === "failed")) return "regressed";
  const asked = failOnUndecided || mode === "not-worse";
  return asked && checks.some(({ outcome }) => outcome === "undecided") ? "undecided" : "passed";
}

/** Limits of metrics that this report does not have, a line each: a name was misspelt. */
export function limitMistakes({ prompts }: Measured, limits: readonly Limit[]): string[] {
  if (prompts.length === 0) return [];
  const metrics = prompts.flatMap((prompt) => prompt.metrics);
  const known = [...new Set(metrics.map(({ metric }) => metric))];
  return limits.flatMap((limit) => {
    if (limit.kind === "run_cost" || known.includes(limit.metric)) return [];
    return [
      `limit ${JSON.stringify(limit.text)}: this run has no metric ${limit.metric}, but ${known.join(", ")}`,
    ];
  });
}
