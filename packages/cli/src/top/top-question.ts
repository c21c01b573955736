import type { Grouping, Selection } from "@promptprof/server/contract";
import type { AskedRange } from "./time-range.ts";

/** As the contract's GROUPINGS, whose module would load every schema of the API for a list of words. */
export const GROUPS: readonly Grouping[] = ["prompt", "version", "model", "team", "service", "environment"];

export const SORTS = ["cost", "calls", "p95", "errors"] as const;
export type Sort = (typeof SORTS)[number];

/** What `promptprof top` is asked. */
export interface TopQuestion {
  readonly range: AskedRange;
  readonly selection: Omit<Selection, "from" | "to">;
  readonly by: Grouping;
  readonly sort: Sort;
  /** Rows shown at most. */
  readonly limit: number;
}
