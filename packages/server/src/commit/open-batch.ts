import type { Call } from "@promptprof/model";
import type { BatchCounts } from "../journal/batch-counts.ts";

/** A batch that is acknowledged but not complete: its file is in the journal, its counts are not yet in the store. */
export interface OpenBatch {
  readonly batch: number;
  counts: BatchCounts;
  /** Calls that are neither stored nor recorded as duplicates. */
  waiting: number;
  /** What the settler holds of it; null = parked: on disk alone, to be loaded when there is room. */
  loaded: LoadedBatch | null;
}

export interface LoadedBatch {
  /** Observations that the settler has not let go of. */
  held: number;
  readonly contexts: number;
  /** Calls exactly as the journal has them; one that comes out of the settler unchanged need not be written again. */
  readonly originals: Set<Call>;
}
