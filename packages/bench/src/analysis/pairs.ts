import type { PairedItem } from "@promptprof/stats";
import type { RunItem } from "../run/run.ts";
import type { CaseItems } from "./groups.ts";
import { itemValue } from "./item-value.ts";
import type { Metric } from "./metric.ts";

/** The values of one metric, case by case, and what of the calls is not among them. */
export interface Pairs {
  /** Cases with a value on both sides. */
  readonly items: readonly PairedItem[];
  /** Of cases with a value on this side, whether the other has one or not: for a run without a base. */
  readonly headValues: readonly number[];
  /** Why this is not all of it, a sentence each. */
  readonly warnings: readonly string[];
}

/** Pairs the sides by case; repeats stay together, since they are no new cases. */
export function pairsOf(cases: readonly CaseItems[], metric: Metric): Pairs {
  const values = cases.map((of) => ({
    a: valuesOf(of.base, metric),
    b: valuesOf(of.head, metric),
    cluster: of.cluster,
  }));
  const items = values.filter(({ a, b }) => a.length > 0 && b.length > 0);
  const warnings = [
    ...survivorWarning(cases, metric),
    ...missingWarning(cases, metric),
    ...unpairedWarning(values),
  ];
  return { items, headValues: values.flatMap(({ b }) => b), warnings };
}

function valuesOf(calls: readonly RunItem[], metric: Metric): number[] {
  return calls.flatMap((item) => itemValue(item, metric) ?? []);
}

/** Survivors alone are never compared silently: who fails on the hard cases looks fast and good on the rest. */
function survivorWarning(cases: readonly CaseItems[], metric: Metric): string[] {
  const [base, head] = (["base", "head"] as const).map((side) => {
    const calls = cases.flatMap((of) => of[side]);
    const lost = calls.filter((item) => item.outcome.kind === "failure" && itemValue(item, metric) === null);
    return { calls: calls.length, lost: lost.length };
  });
  if (base === undefined || head === undefined || base.lost + head.lost === 0) return [];
  return [
    `of the calls that did not fail alone: ${base.lost} of ${base.calls} failed on base, ${head.lost} of ${head.calls} on head`,
  ];
}

function missingWarning(cases: readonly CaseItems[], metric: Metric): string[] {
  const answered = cases
    .flatMap(({ base, head }) => [...base, ...head])
    .filter(({ outcome }) => outcome.kind === "reply");
  const missing = answered.filter((item) => itemValue(item, metric) === null);
  if (missing.length === 0) return [];
  const [reason] = missing.flatMap((item) => reasonOf(item, metric) ?? []);
  return [
    `${missing.length} of ${answered.length} replies have no value${reason === undefined ? "" : `: ${reason}`}`,
  ];
}

function reasonOf(item: RunItem, { name, title }: Metric): string | null {
  if (name === "cost") return item.unpriced;
  return item.scores.find((score) => score.name === title)?.reason ?? null;
}

function unpairedWarning(values: readonly Pick<PairedItem, "a" | "b">[]): string[] {
  const [onlyBase, onlyHead] = [
    values.filter(({ a, b }) => a.length > 0 && b.length === 0).length,
    values.filter(({ a, b }) => a.length === 0 && b.length > 0).length,
  ];
  // Without a base nothing is paired, and that is no doubt.
  if (onlyBase === 0 && (onlyHead === 0 || onlyHead === values.length)) return [];
  if (onlyBase + onlyHead === 0) return [];
  const alone = onlyBase + onlyHead;
  return [`left out, with a value on one side alone: ${alone} ${alone === 1 ? "case" : "cases"}`];
}
