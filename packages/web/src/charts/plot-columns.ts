import type { ChartFrame } from "./chart-frame.ts";

export type Column = (number | null)[];

/**
 * What is painted for the series at `index`: the settled buckets, and apart from them those that are partial.
 * The values of a stack are the upper edges of its parts.
 */
export function plotColumns(frame: ChartFrame, index: number): { settled: Column; partial: Column } {
  const edges = upperEdges(frame, index);
  return {
    settled: edges.map((value, i) => (frame.partial[i] ? null : value)),
    partial: edges.map((value, i) => (isPartial(frame, i) ? value : null)),
  };
}

/** The values themselves, or in a stack their sums with all parts below. */
export function upperEdges(frame: ChartFrame, index: number): Column {
  const own = frame.series[index]?.values ?? [];
  if (frame.kind === "lines" || index === 0) return [...own];
  const below = upperEdges(frame, index - 1);
  return own.map((value, i) => (value === null ? null : value + (below[i] ?? 0)));
}

/** A dotted line begins at the last settled sample, so that it hangs on to the solid one. */
function isPartial({ kind, partial }: ChartFrame, i: number): boolean {
  const besides = (partial[i - 1] ?? false) || (partial[i + 1] ?? false);
  return (partial[i] ?? false) || (kind === "lines" && besides);
}

/** Samples without a neighbour on either side: a line cannot show them, a dot must. */
export function lonelyIndices(column: ArrayLike<number | null | undefined>): number[] {
  return Array.from({ length: column.length }, (_, i) => i).filter(
    (i) => column[i] != null && column[i - 1] == null && column[i + 1] == null,
  );
}
