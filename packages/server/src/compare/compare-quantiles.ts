import {
  changeOf,
  criticalZ,
  isTooFew,
  ratioOfSketches,
  sketchStep,
  type Effect,
  type Interval,
  type SketchedQuantile,
  type TooFew,
} from "@promptprof/stats";
import type { CellKind } from "@promptprof/store";
import { coverageOf, isCovered, isLarge, left, named, tooLittle } from "./adjusted.ts";
import { partsBy, type Part } from "./call-sums.ts";
import type { Found } from "./comparison-of.ts";
import { ofLogs } from "./interval-of.ts";
import { QUANTILE_METRICS, type QuantileMetric } from "./metrics.ts";
import type { CellPair } from "./mix.ts";
import { pooledEffects, pooledSequence } from "./pooled-interval.ts";
import { fixedLevels, roundedLevels, streamedLevels } from "./quantile-levels.ts";
import { readSides, type QuantilesReader, type Read } from "./read-sides.ts";

/** What quantiles are compared from. */
export interface QuantilesAsked extends QuantilesReader {
  readonly pair: CellPair;
  readonly whole: Omit<Part, "of">;
  /** What like with like means, as far as quantiles can be read by it. */
  readonly strata: readonly CellKind[];
  /** Why strata are fewer than those of the sums; null where they are not. */
  readonly fewer: string | null;
  readonly continuous: boolean;
  /** Relative error of the quantiles read. */
  readonly accuracy: number;
}

/** Latencies at their quantiles: two reads for the whole, two more where it is adjusted for the mix. */
export async function compareQuantiles(asked: QuantilesAsked): Promise<ReadonlyMap<string, Found>> {
  const { pair, strata, whole } = asked;
  const parts = strata.length === 0 ? [] : partsBy(strata, pair.a, pair.b);
  const [wholes, within] = await Promise.all([
    readSides(asked, [], [{ of: {}, ...whole }], asked.continuous ? streamedLevels : fixedLevels),
    readSides(asked, strata, parts, roundedLevels),
  ]);
  const found = QUANTILE_METRICS.map((metric): [string, Found] => [
    metric.metric,
    foundOf(metric, asked, wholes, within, parts),
  ]);
  return new Map(found);
}

function foundOf(
  metric: QuantileMetric,
  asked: QuantilesAsked,
  wholes: Read,
  within: Read,
  parts: readonly Part[],
): Found {
  const part = { of: {}, ...asked.whole };
  const [a, b] = [wholes(metric, part, "a"), wholes(metric, part, "b")];
  const [na, nb] = [asked.whole.a[metric.value].n, asked.whole.b[metric.value].n];
  const sides = { a: side(na, a), b: side(nb, b) };
  const crude = a === null || b === null ? tooFew(metric, Math.min(na, nb)) : crudeOf(metric, a, b, asked);
  const plain = { ...sides, change: crude, unadjusted: null, warnings: errorOf(asked) };
  if (isTooFew(crude)) return plain;
  const fewer = asked.fewer === null ? [] : [asked.fewer];
  if (parts.length === 0) return { ...plain, warnings: [...plain.warnings, ...fewer] };
  const large = parts.filter((one) => isLarge({ a: one.a[metric.value], b: one.b[metric.value] }));
  const effects = large.flatMap((one) => {
    const effect = effectOf(metric, within(metric, one, "a"), within(metric, one, "b"), asked.accuracy);
    return effect === null ? [] : [{ effect, a: one.a[metric.value], b: one.b[metric.value] }];
  });
  const covered = coverageOf(effects, { a: { n: na }, b: { n: nb } });
  if (!isCovered(covered)) return { ...plain, warnings: [...plain.warnings, tooLittle(covered)] };
  const all = effects.map(({ effect }) => effect);
  const change = ofLogs(asked.continuous ? pooledSequence(all, na, nb) : pooledEffects(all));
  if (isTooFew(change)) return { ...plain, warnings: [...plain.warnings, change.reason] };
  const warnings = [...errorOf(asked), ...fewer, ...left(covered)];
  return { ...sides, change: named(change, all.length), unadjusted: crude, warnings };
}

/** In ms; the store keeps microseconds. */
function side(n: number, quantile: SketchedQuantile | null): Found["a"] {
  return { n, value: quantile === null ? null : quantile.value / 1000 };
}

function tooFew({ p, metric }: QuantileMetric, n: number): TooFew {
  const needed = leastFor(p);
  return {
    n,
    needed: n < needed ? needed : null,
    reason: `${metric} from ${n} observations a side takes ${needed}`,
  };
}

function leastFor(p: number): number {
  let n = 1;
  while (sketchStep(n, p) === null) n += 1;
  return n;
}

function crudeOf(
  { p }: QuantileMetric,
  a: SketchedQuantile,
  b: SketchedQuantile,
  { continuous, accuracy }: QuantilesAsked,
): Interval | TooFew {
  if (continuous) return ratioOfRanks(a, b, accuracy);
  const ratio = ratioOfSketches(a, b, p, accuracy);
  if (isTooFew(ratio)) return ratio;
  const method = accuracy === 0 ? "order statistics on logarithms" : ratio.method;
  return { ...changeOf(ratio), method };
}

/** Both quantiles between their ranks at every number of calls, and so their ratio between the ratios of the ends. */
function ratioOfRanks(a: SketchedQuantile, b: SketchedQuantile, accuracy: number): Interval {
  const bucket = (1 + accuracy) / (1 - accuracy);
  const ratio = {
    estimate: b.value / a.value,
    low: b.below / a.above / bucket,
    high: (b.above / a.below) * bucket,
    level: 0.95,
    method: "rank confidence sequences of both sides",
    warnings: [],
  };
  return changeOf(ratio);
}

function effectOf(
  { p }: QuantileMetric,
  a: SketchedQuantile | null,
  b: SketchedQuantile | null,
  accuracy: number,
): Effect | null {
  if (a === null || b === null) return null;
  const ratio = ratioOfSketches(a, b, p, accuracy);
  if (isTooFew(ratio) || !(ratio.low > 0) || ratio.high === ratio.low) return null;
  const half = (Math.log(ratio.high) - Math.log(ratio.low)) / 2;
  return { estimate: Math.log(ratio.estimate), variance: (half / criticalZ(ratio.level)) ** 2 };
}

function errorOf({ accuracy }: QuantilesAsked): string[] {
  if (accuracy === 0) return [];
  return [`quantiles are read from sketches, to within ${accuracy * 100} %; the interval includes it`];
}
