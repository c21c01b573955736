import type { Retention } from "../retention/retention.ts";

/** What a store takes on the disk, and what it will take at the rate of the last seven days. */
export interface StoreUsage {
  readonly tables: readonly TableUsage[];
  /** Calls a day, by their own time, of the last seven days, or of as many as there are, at least one. */
  readonly callsPerDay: number;
  readonly bytes: number;
  /** In a year at the rate of the last seven days, under the retention in force. */
  readonly bytesInAYear: number;
  /** Where the engine writes; null = it does not know, as with object storage. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  readonly retention: Retention;
}

export interface TableUsage {
  readonly table: string;
  readonly rows: number;
  /** Compressed, with indexes. */
  readonly bytes: number;
  /** Of the calls that it holds or sums; null where it is not about every call, or holds none. */
  readonly bytesPerCall: number | null;
  /** Epoch ms of the oldest and the newest row; null where it is empty or knows no time. */
  readonly oldest: number | null;
  readonly newest: number | null;
  /** Days that its rows are kept; null = for ever. */
  readonly keptDays: number | null;
  readonly bytesInAYear: number;
}
