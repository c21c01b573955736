import type { SeriesAnswer, SeriesPoint } from "@promptprof/server/contract";
import type { ColourToken } from "./palette.ts";
import { isEnoughFor } from "./sample-size.ts";

/** Linear axes begin at zero; a logarithmic one begins below its smallest value. */
export const VALUE_SCALES = ["linear", "log"] as const;
export type ValueScale = (typeof VALUE_SCALES)[number];

/** One line or one part of a stack, with a value for each of the frame's times; null = no sample there. */
export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  readonly colour: ColourToken;
  readonly dashed: boolean;
  /** Line width in CSS pixels. */
  readonly width: number;
  /** 0 to 1 where the values are that quantile, so that too few calls can be shown as such; else null. */
  readonly quantile: number | null;
  readonly values: readonly (number | null)[];
  /** How many calls each value comes from. */
  readonly counts: readonly (number | null)[];
}

/** Everything a chart draws, without a word of how: the plot, its table twin and its sentence read the same frame. */
export interface ChartFrame {
  readonly kind: "lines" | "stack";
  /** Bucket starts, epoch ms, ascending; a bucket without any sample stands in each hole so that lines break there. */
  readonly times: readonly number[];
  readonly partial: readonly boolean[];
  /** Bucket width in ms. */
  readonly step: number;
  readonly from: number;
  readonly to: number;
  readonly series: readonly ChartSeries[];
  readonly groups: { readonly shown: number; readonly all: number };
}

/** How one series comes out of an answer's points. */
export interface SeriesRecipe extends Pick<
  ChartSeries,
  "key" | "label" | "colour" | "dashed" | "width" | "quantile"
> {
  /** undefined = points of any group */
  readonly group?: string | null;
  readonly value: (values: Readonly<Record<string, number | null>>) => number | null;
}

export function chartFrame(
  kind: ChartFrame["kind"],
  answer: SeriesAnswer,
  recipes: readonly SeriesRecipe[],
): ChartFrame {
  const { step, from, to } = answer.source;
  const times = timesWithHoles(answer.points.map(timeOf), step);
  const partialTimes = new Set(answer.points.filter((point) => point.partial).map(timeOf));
  return {
    kind,
    times,
    partial: times.map((time) => partialTimes.has(time)),
    step,
    from: Date.parse(from),
    to: Date.parse(to),
    series: recipes.map((recipe) => seriesOf(recipe, answer.points, times)),
    groups: answer.groups,
  };
}

/** Does the value at that time come from too few calls to mean what it says? */
export function isOfFewCalls({ quantile, counts }: ChartSeries, index: number): boolean {
  return quantile !== null && !isEnoughFor(quantile, counts[index] ?? 0);
}

/** Distinct times in order, and in each hole wider than one bucket the first time that has no sample. */
export function timesWithHoles(times: readonly number[], step: number): number[] {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  return sorted.flatMap((time, i) => {
    const next = sorted[i + 1];
    // Half a bucket of tolerance: a day bucket is 23 or 25 hours long where clocks change.
    return next !== undefined && next - time > step * 1.5 ? [time, time + step] : [time];
  });
}

/** Indices of the times at which at least one series has a sample: all that a cursor may point at. */
export function sampledIndices(frame: ChartFrame): number[] {
  return [...frame.times.keys()].filter((i) => frame.series.some((series) => series.values[i] != null));
}

function seriesOf(
  recipe: SeriesRecipe,
  points: readonly SeriesPoint[],
  times: readonly number[],
): ChartSeries {
  const { group, value, ...look } = recipe;
  const own = new Map(
    points.filter((point) => group === undefined || point.group === group).map((p) => [timeOf(p), p]),
  );
  const at = times.map((time) => own.get(time));
  return {
    ...look,
    values: at.map((point) => (point === undefined ? null : value(point.values))),
    counts: at.map((point) => point?.n ?? null),
  };
}

function timeOf(point: SeriesPoint): number {
  return Date.parse(point.time);
}
