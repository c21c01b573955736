import type { Grouping, Source } from "./store.ts";

export const SECOND_MS: number = 1000;
export const MINUTE_MS: number = 60 * SECOND_MS;
export const HOUR_MS: number = 60 * MINUTE_MS;
export const DAY_MS: number = 24 * HOUR_MS;

/** What calls can be chosen and grouped by; `project` can only be chosen. */
export type Dimension = Grouping | "project";

/** A table that answers questions about sets of calls, as the planner sees it. */
export interface AnswerTable {
  readonly name: Source["table"];
  /** Width of a bucket; 1 = raw rows, which can be cut anywhere. */
  readonly bucketMs: number;
  /** From the start of a call (raw: from its receipt, which is later); null = for ever. */
  readonly keepMs: number | null;
  readonly dimensions: ReadonlySet<Dimension>;
  /** Largest relative error of a quantile. */
  readonly quantileError: number;
}

const EVERY: ReadonlySet<Dimension> = new Set([
  "project",
  "prompt",
  "version",
  "model",
  "team",
  "service",
  "environment",
]);
const LONG_TERM: ReadonlySet<Dimension> = new Set(["project", "prompt", "version", "model", "environment"]);

/** Relative error of the sketches of migration 2. */
const SKETCH_ERROR = 0.005;

/** The tables of migrations 1 and 2, finest first. */
export const RAW: AnswerTable = {
  name: "calls",
  bucketMs: 1,
  keepMs: 90 * DAY_MS,
  dimensions: EVERY,
  quantileError: 0,
};
export const MINUTE: AnswerTable = {
  name: "rollup_minute",
  bucketMs: MINUTE_MS,
  keepMs: 8 * DAY_MS,
  dimensions: EVERY,
  quantileError: SKETCH_ERROR,
};
export const HOUR: AnswerTable = {
  name: "rollup_hour",
  bucketMs: HOUR_MS,
  keepMs: 400 * DAY_MS,
  dimensions: EVERY,
  quantileError: SKETCH_ERROR,
};
export const DAY: AnswerTable = {
  name: "rollup_day",
  bucketMs: DAY_MS,
  keepMs: null,
  dimensions: LONG_TERM,
  quantileError: SKETCH_ERROR,
};

/** Rollups, finest first. */
export const ROLLUPS: readonly AnswerTable[] = [MINUTE, HOUR, DAY];
