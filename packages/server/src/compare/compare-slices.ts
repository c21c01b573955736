import { groupBy } from "@promptprof/model";
import { benjaminiHochberg, shrunkenEffects } from "@promptprof/stats";
import type { CellKind } from "@promptprof/store";
import { SLICE_KINDS, type Comparison, type CompareSlice } from "../contract.ts";
import { isLarge } from "./adjusted.ts";
import { partsBy, type Part } from "./call-sums.ts";
import { comparisonOf } from "./comparison-of.ts";
import { intervalOf } from "./interval-of.ts";
import { PART_METRICS, type SumMetric } from "./metrics.ts";
import type { CellPair } from "./mix.ts";
import { effectOf } from "./pooled-interval.ts";

/** Of the slices called worse or better, about this part is so by chance. */
const Q = 0.1;
const SLICES_MAX = 200;

interface Slice {
  readonly kind: (typeof SLICE_KINDS)[number];
  readonly part: Part;
  readonly metric: SumMetric;
  readonly comparison: Comparison;
}

/** Every metric in every part of the traffic that both sides have enough calls of, most harmed first. */
export function compareSlices(
  pair: CellPair,
  fixed: readonly CellKind[],
  continuous: boolean,
): CompareSlice[] {
  const kinds = SLICE_KINDS.filter((kind) => pair.kinds.includes(kind) && !fixed.includes(kind));
  const slices = kinds.flatMap((kind) => slicesOf(kind, pair, continuous));
  const judged = withFalseDiscoveries(slices);
  return ranked(judged).slice(0, SLICES_MAX);
}

function slicesOf(kind: Slice["kind"], { a, b }: CellPair, continuous: boolean): Slice[] {
  const parts = partsBy([kind], a, b);
  // One part is the whole, which is compared already.
  if (parts.length < 2) return [];
  return PART_METRICS.flatMap((metric) =>
    parts.flatMap((part): Slice[] => {
      const sides = { a: metric.side(part.a), b: metric.side(part.b) };
      if (!isLarge(sides)) return [];
      const change = intervalOf(metric.measured(part.a, part.b), continuous);
      const comparison = comparisonOf(metric, { ...sides, change, unadjusted: null, warnings: [] });
      return [{ kind, part, metric, comparison: { ...comparison, gating: false } }];
    }),
  );
}

/** A slice that its own interval calls worse, but so many slices do not, is undecided. */
function withFalseDiscoveries(slices: readonly Slice[]): Slice[] {
  const tested = slices.filter(({ comparison }) => comparison.pWorse !== null);
  if (tested.length < 2) return [...slices];
  const qs = benjaminiHochberg(tested.map(({ comparison }) => comparison.pWorse ?? 1));
  const correction = `Benjamini-Hochberg over ${tested.length} slices`;
  return slices.map((slice) => {
    const q = qs[tested.indexOf(slice)];
    if (q === undefined) return slice;
    const { comparison } = slice;
    const isChance = comparison.verdict === "worse" && q > Q;
    const doubt = `worse by itself, but not among ${tested.length} slices`;
    const verdict = isChance ? "undecided" : comparison.verdict;
    const warnings = isChance ? [...comparison.warnings, doubt] : comparison.warnings;
    return { ...slice, comparison: { ...comparison, pWorse: q, correction, verdict, warnings } };
  });
}

interface Ranked {
  readonly slice: CompareSlice;
  /** Shrunken harm in margins. */
  readonly harm: number;
}

function ranked(slices: readonly Slice[]): CompareSlice[] {
  const families = groupBy(slices, ({ kind, metric }) => `${kind} ${metric.metric}`);
  return [...families.values()]
    .flatMap(shrunken)
    .toSorted((x, y) => y.harm - x.harm)
    .map(({ slice }) => slice);
}

/** Slices of one kind and metric, each drawn towards what they have in common. */
function shrunken(family: readonly Slice[]): Ranked[] {
  const effects = family.map(({ metric, part }) => effectOf(metric.measured(part.a, part.b)));
  const known = effects.filter((effect) => effect !== null);
  const drawn = shrunkenEffects(known);
  return family.map(({ kind, part, metric, comparison }, i) => {
    const effect = effects[i] ?? null;
    const own = effect === null ? null : (drawn[known.indexOf(effect)] ?? null);
    const isRatio = metric.scale === "ratio";
    const margin = isRatio ? Math.log1p(metric.margin) : metric.margin;
    const change = own !== null && isRatio ? Math.expm1(own) : own;
    return {
      slice: { kind, name: part.of[kind] ?? null, comparison, shrunken: change },
      harm: own === null ? -Infinity : own / margin,
    };
  });
}
