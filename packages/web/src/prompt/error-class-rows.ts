import type { SeriesAnswer } from "@promptprof/server/contract";

export interface ErrorClassRow {
  readonly name: string;
  /** Calls that failed so. */
  readonly count: number;
  /** Failed calls a bucket; a bucket with calls but no such failure is a true zero. */
  readonly trend: readonly number[];
}

/** The error classes that occurred, most frequent first, and the calls that they are a share of. */
export function errorClasses({ points }: SeriesAnswer): {
  readonly rows: ErrorClassRow[];
  readonly calls: number;
} {
  const names = new Set(points.flatMap((point) => Object.keys(point.values)));
  names.delete("rate");
  const rows = [...names].map((name) => {
    const trend = points.map((point) => point.values[name] ?? 0);
    return { name, trend, count: trend.reduce((sum, count) => sum + count, 0) };
  });
  return {
    rows: rows.filter((row) => row.count > 0).toSorted((a, b) => b.count - a.count),
    calls: points.reduce((sum, point) => sum + point.n, 0),
  };
}
