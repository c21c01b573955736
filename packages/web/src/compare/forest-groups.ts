import type { Comparison } from "@promptprof/server/contract";
import { type ForestAxis, forestAxis, type ForestEntry } from "../charts/forest.ts";

/** Comparisons whose changes have the same unit and so can share an axis. */
export interface ForestGroup<T> {
  /** `ratio`, or the unit of a difference. */
  readonly key: string;
  readonly rows: readonly T[];
  readonly axis: ForestAxis;
  /** One of the rows, for how its changes are written. */
  readonly sample: Pick<Comparison, "scale" | "unit">;
}

/** Groups in the order of their first rows; rows keep their order. */
export function forestGroups<T>(rows: readonly T[], of: (row: T) => Comparison): ForestGroup<T>[] {
  const keys = new Set(rows.map((row) => groupKey(of(row))));
  return [...keys].map((key) => {
    const members = rows.filter((row) => groupKey(of(row)) === key);
    const comparisons = members.map(of);
    const sample = comparisons[0] ?? { scale: "ratio", unit: "ms" };
    const entries = comparisons.flatMap((one) => [entryOf(one), rawEntryOf(one)]);
    return {
      key,
      rows: members,
      sample,
      axis: forestAxis(
        entries.filter((entry) => entry !== null),
        sample.scale,
      ),
    };
  });
}

function groupKey({ scale, unit }: Comparison): string {
  return scale === "ratio" ? "ratio" : unit;
}

export function entryOf({ change, margin }: Comparison): ForestEntry | null {
  return change === null ? null : { ...change, margin };
}

/** The change before it was adjusted for the mix; null where nothing was adjusted. */
export function rawEntryOf({ unadjusted, margin }: Comparison): ForestEntry | null {
  return unadjusted === null ? null : { ...unadjusted, margin };
}
