import { benjaminiHochberg, holm } from "@promptprof/stats";
import type { PromptReport, ReportedComparison, Slice } from "../report/report.ts";
import { LEVEL } from "./estimate.ts";

/** Of "worse" by chance, in the whole family of metrics that gate. */
const ALPHA = (1 - LEVEL) / 2;
/** The share of slices called worse that may be so by chance. */
const FALSE_DISCOVERIES = 0.1;

/**
 * Holm over all metrics that gate: a run fails if any of them is proven worse, so they share one chance of a false
 * alarm. What was proven alone and is not in the family becomes undecided, and says so.
 */
export function correctFamily(prompts: readonly PromptReport[]): PromptReport[] {
  const family = prompts.flatMap(({ metrics }) => metrics.filter(isTested));
  const ps = holm(family.map(pOf));
  const adjusted = new Map(family.map((of, i) => [of, ps[i] ?? 1]));
  const words = `Holm over ${family.length} ${family.length === 1 ? "metric" : "metrics"}`;
  return prompts.map((prompt) => ({
    ...prompt,
    metrics: prompt.metrics.map((of) => corrected(of, adjusted.get(of), ALPHA, words)),
  }));
}

/** Benjamini-Hochberg over all slices of the run. They warn and never decide. */
export function correctSlices(prompts: readonly PromptReport[]): PromptReport[] {
  const family = prompts.flatMap(({ slices }) => slices.map(({ comparison }) => comparison).filter(isTested));
  const ps = benjaminiHochberg(family.map(pOf));
  const adjusted = new Map(family.map((of, i) => [of, ps[i] ?? 1]));
  const words = `Benjamini-Hochberg over ${family.length} slices`;
  const slice = (of: Slice): Slice => ({
    ...of,
    comparison: corrected(of.comparison, adjusted.get(of.comparison), FALSE_DISCOVERIES, words),
  });
  return prompts.map((prompt) => ({ ...prompt, slices: prompt.slices.map(slice) }));
}

function isTested({ gates, pWorse }: ReportedComparison): boolean {
  return gates && pWorse !== null;
}

function pOf({ pWorse }: ReportedComparison): number {
  return pWorse ?? 1;
}

function corrected(
  comparison: ReportedComparison,
  pWorse: number | undefined,
  most: number,
  correction: string,
): ReportedComparison {
  if (pWorse === undefined) return comparison;
  const fell = comparison.verdict === "worse" && pWorse > most;
  const warning = `alone it would be worse, but not with all others looked at too (${correction})`;
  return {
    ...comparison,
    pWorse,
    correction,
    ...(fell ? { verdict: "undecided", warnings: [warning, ...comparison.warnings] } : {}),
  };
}
