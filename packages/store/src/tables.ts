import type { Kept } from "./retention/retention.ts";
import type { Grouping, Source } from "./store.ts";

export const MINUTE_MS: number = 60_000;
export const HOUR_MS: number = 60 * MINUTE_MS;
export const DAY_MS: number = 24 * HOUR_MS;
export const WEEK_MS: number = 7 * DAY_MS;

/** What calls can be chosen and grouped by; `project` can only be chosen. */
export type Dimension = Grouping | "project";

/** Whether the rows of a table are single calls or sums of a bucket: each measure has an expression for both. */
export type RowKind = "calls" | "buckets";

/** A table that answers questions about sets of calls, as the planner sees it. */
export interface AnswerTable {
  readonly name: Source["table"];
  readonly rows: RowKind;
  /** Width of a bucket; 1 = single calls, which can be cut at any millisecond. */
  readonly bucketMs: number;
  /** Which retention it has: since the start of a bucket, single calls since their receipt, which is later. */
  readonly kept: Exclude<Kept, "scores">;
  readonly dimensions: readonly Dimension[];
  /** Largest relative error of a quantile. */
  readonly quantileError: number;
}

const LONG_TERM: readonly Dimension[] = ["project", "prompt", "environment", "version", "model"];
export const DIMENSIONS: readonly Dimension[] = [...LONG_TERM, "service", "team"];

/** Relative error of the sketches of migration 2. */
const SKETCH_ERROR = 0.005;

/** The tables of migrations 1 and 2. */
export const RAW: AnswerTable = {
  name: "calls",
  rows: "calls",
  bucketMs: 1,
  kept: "calls",
  dimensions: DIMENSIONS,
  quantileError: 0,
};

export const MINUTE: AnswerTable = {
  name: "rollup_minute",
  rows: "buckets",
  bucketMs: MINUTE_MS,
  kept: "minutes",
  dimensions: DIMENSIONS,
  quantileError: SKETCH_ERROR,
};

export const HOUR: AnswerTable = {
  name: "rollup_hour",
  rows: "buckets",
  bucketMs: HOUR_MS,
  kept: "hours",
  dimensions: DIMENSIONS,
  quantileError: SKETCH_ERROR,
};

export const DAY: AnswerTable = {
  name: "rollup_day",
  rows: "buckets",
  bucketMs: DAY_MS,
  kept: "days",
  dimensions: LONG_TERM,
  quantileError: SKETCH_ERROR,
};

/** Of migration 12: few rows, so that a year of all prompts can be merged while somebody waits. */
export const WEEK: AnswerTable = {
  name: "rollup_week",
  rows: "buckets",
  bucketMs: WEEK_MS,
  kept: "days",
  dimensions: LONG_TERM.filter((name) => name !== "version"),
  quantileError: SKETCH_ERROR,
};

/** What the rollups of segments know of their calls (migration 10). */
const SEGMENT_DIMENSIONS: readonly Dimension[] = ["project", "prompt", "version", "model"];

export const SEGMENT_HOUR: AnswerTable = {
  name: "segment_rollup_hour",
  rows: "buckets",
  bucketMs: HOUR_MS,
  kept: "hours",
  dimensions: SEGMENT_DIMENSIONS,
  quantileError: 0,
};

export const SEGMENT_DAY: AnswerTable = {
  name: "segment_rollup_day",
  rows: "buckets",
  bucketMs: DAY_MS,
  kept: "days",
  dimensions: SEGMENT_DIMENSIONS,
  quantileError: 0,
};

/** The rollups of segments, coarsest first. */
export const SEGMENT_ROLLUPS: readonly AnswerTable[] = [SEGMENT_DAY, SEGMENT_HOUR];

/** The rollups of calls, coarsest first. */
export const ROLLUPS: readonly AnswerTable[] = [WEEK, DAY, HOUR, MINUTE];
