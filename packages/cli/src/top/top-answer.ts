import type { Grouping, LedgerAnswer, Measures, Source } from "@promptprof/server/contract";
import type { Sort } from "./top-question.ts";

/** One line of the table: a prompt, or a model where calls name no prompt, or a group of another kind. */
export interface TopRow extends Measures {
  readonly kind: Grouping;
  /** null = the calls that have none. */
  readonly name: string | null;
  /** The latest version of a prompt. */
  readonly lastVersion: string | null;
  /** p95 latency per bucket, in order of time; null = no call in that bucket. */
  readonly trendP95Ms: readonly (number | null)[];
}

/** Rows of one kind, unsorted, and how many groups there are in all. */
export interface TopRows {
  readonly rows: readonly TopRow[];
  readonly all: number;
}

/** What `promptprof top` found; `--json` prints it as it is. Times are ISO 8601. */
export interface TopAnswer {
  readonly from: string;
  readonly to: string;
  readonly by: Grouping;
  readonly sort: Sort;
  readonly rows: readonly TopRow[];
  /** Groups in the range: `all` of them, of which `rows` shows the first. */
  readonly groups: { readonly shown: number; readonly all: number };
  /** Of all calls of the range, not of the rows shown. Its quantiles are its own: quantiles do not add up. */
  readonly total: Measures;
  readonly totalTrendP95Ms: readonly (number | null)[];
  readonly source: Source;
  readonly ledger: LedgerAnswer;
}
