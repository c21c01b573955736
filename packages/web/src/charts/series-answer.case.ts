import type { SeriesAnswer, SeriesPoint } from "@promptprof/server/contract";

export const STEP_MS = 600_000;
export const START = Date.UTC(2026, 10, 24, 6);

type PointGiven = Partial<Omit<SeriesPoint, "time">> & { readonly bucket: number };

/** An answer as the server gives it, of buckets counted from `START`. */
export function seriesAnswer(points: readonly PointGiven[], groups = { shown: 1, all: 1 }): SeriesAnswer {
  const ends = points.map(({ bucket }) => bucket + 1);
  return {
    metric: "durationMs",
    points: points.map(({ bucket, ...point }) => ({
      time: new Date(START + bucket * STEP_MS).toISOString(),
      group: null,
      n: 1,
      values: {},
      partial: false,
      ...point,
    })),
    groups,
    source: {
      table: "rollup_minute",
      step: STEP_MS,
      quantileError: 0.005,
      from: new Date(START).toISOString(),
      to: new Date(START + Math.max(1, ...ends) * STEP_MS).toISOString(),
    },
    error: 0.005,
  };
}
