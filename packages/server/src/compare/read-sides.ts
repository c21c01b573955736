import type { SketchedQuantile } from "@promptprof/stats";
import type { CallSums, CellKind, QuantilesCell, ReadPlan, Store } from "@promptprof/store";
import { keyOf, type Part } from "./call-sums.ts";
import { QUANTILE_METRICS, type QuantileMetric } from "./metrics.ts";
import type { QuantileLevels } from "./quantile-levels.ts";
import type { Sides } from "./sides.ts";

/** Where quantiles are read. */
export interface QuantilesReader {
  readonly store: Store;
  readonly sides: Sides;
  readonly plans: Plans;
}

/** Where the cells of each side were read; quantiles and scores are read from there too. */
export interface Plans {
  readonly a: ReadPlan;
  readonly b: ReadPlan;
}

type LevelsOf = (n: number, p: number) => (QuantileLevels & { readonly narrower?: number }) | null;

/** Quantiles of one side, by part; null where a part has too few. */
export type Read = (metric: QuantileMetric, part: Part, side: "a" | "b") => SketchedQuantile | null;

export async function readSides(
  { store, sides, plans }: QuantilesReader,
  kinds: readonly CellKind[],
  parts: readonly Part[],
  levelsOf: LevelsOf,
): Promise<Read> {
  const levels = { duration: levelsIn("duration"), ttft: levelsIn("ttft") };
  const read = async (side: "a" | "b"): Promise<Map<string, QuantilesCell>> => {
    if (levels.duration.length + levels.ttft.length === 0) return new Map();
    const { cells } = await store.quantilesAt({ selection: sides[side], plan: plans[side], kinds, levels });
    return new Map(cells.map((cell) => [keyOf(kinds, cell.of), cell]));
  };
  const [a, b] = await Promise.all([read("a"), read("b")]);
  const cells = { a, b };
  return (metric, part, side) => {
    const values = cells[side].get(keyOf(kinds, part.of))?.[metric.value] ?? [];
    const n = part[side][metric.value].n;
    const wanted = levelsOf(n, metric.p);
    return wanted === null ? null : quantileFrom(n, wanted, levels[metric.value], values);
  };

  function levelsIn(value: QuantileMetric["value"]): readonly number[] {
    const all = QUANTILE_METRICS.filter((metric) => metric.value === value).flatMap(({ p }) =>
      parts.flatMap((part) => [part.a, part.b].flatMap((sums) => wantedOf(sums, value, p))),
    );
    return [...new Set(all)].toSorted((x, y) => x - y);
  }

  function wantedOf(sums: CallSums, value: QuantileMetric["value"], p: number): number[] {
    const wanted = levelsOf(sums[value].n, p);
    return wanted === null ? [] : [wanted.below, wanted.at, wanted.above];
  }
}

function quantileFrom(
  n: number,
  { below, at, above, narrower = 1 }: QuantileLevels & { readonly narrower?: number },
  levels: readonly number[],
  values: readonly number[],
): SketchedQuantile | null {
  const valueAt = (level: number): number | undefined => values[levels.indexOf(level)];
  const value = valueAt(at);
  const [low, high] = [valueAt(below), valueAt(above)];
  if (value === undefined || low === undefined || high === undefined) return null;
  const near = (bound: number): number => value * (bound / value) ** narrower;
  return { n, value, below: near(low), above: near(high) };
}
