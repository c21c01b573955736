import type { CallSelection, Grouping, Source, TimeRange } from "./store.ts";
import {
  DAY,
  DAY_MS,
  HOUR,
  HOUR_MS,
  MINUTE,
  MINUTE_MS,
  RAW,
  ROLLUPS,
  type AnswerTable,
  type Dimension,
} from "./tables.ts";

/** Where a question is read, and on which range. */
export interface ReadPlan extends TimeRange {
  readonly table: AnswerTable;
  /** Width of a point; null where the question has no points. A multiple of the table's bucket. */
  readonly stepMs: number | null;
}

/** What the planner must know of the store. */
export interface StoreFacts {
  readonly now: number;
  /** Calls that the selection can hold, at most; from the day rollup. */
  readonly callsAtMost: number;
  /** No raw row of the range has been dropped yet. */
  readonly rawComplete: boolean;
}

/**
 * Calls up to which raw rows are read: exact quantiles and any range. Measured on two cores: about
 * 60 ms for a question with three quantile columns over 200,000 calls.
 */
export const RAW_CALLS_MAX = 200_000;

/** Ranges up to which a rollup is read where a coarser one would have to widen the range. */
const MINUTES_MAX_MS = 36 * HOUR_MS;
const HOURS_MAX_MS = 14 * DAY_MS;

/** Widths of points that people can read on an axis. */
const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
];

/** For questions without points: the finest table that answers in reasonable time. */
export function planRange(selection: CallSelection, by: Grouping | null, facts: StoreFacts): ReadPlan {
  const table = useRaw(facts) ? RAW : rollupForRange(selection, candidates(selection, by, facts));
  return { table, stepMs: null, ...widen(selection, table.bucketMs) };
}

/** For questions with points: the coarsest table whose buckets fit the step; the step is rounded up to fit. */
export function planSeries(
  selection: CallSelection,
  by: Grouping | null,
  wantedStepMs: number,
  facts: StoreFacts,
): ReadPlan {
  const table = useRaw(facts) ? RAW : rollupForStep(wantedStepMs, candidates(selection, by, facts));
  const stepMs = readableStep(Math.max(wantedStepMs, table.bucketMs));
  return { table, stepMs, ...widen(selection, table.bucketMs) };
}

/** What the answer says of its plan. */
export function sourceOf({ table, stepMs, from, to }: ReadPlan): Source {
  const bucket = table === RAW ? 0 : table.bucketMs;
  return { table: table.name, step: stepMs ?? bucket, quantileError: table.quantileError, from, to };
}

/** The next width that people can read: of the list, else whole days. */
export function readableStep(wantedMs: number): number {
  return STEPS_MS.find((step) => step >= wantedMs) ?? Math.ceil(wantedMs / DAY_MS) * DAY_MS;
}

function useRaw({ callsAtMost, rawComplete }: StoreFacts): boolean {
  return rawComplete && callsAtMost <= RAW_CALLS_MAX;
}

/** Rollups that know every dimension of the question and still hold its start; never empty. */
function candidates(selection: CallSelection, by: Grouping | null, facts: StoreFacts): AnswerTable[] {
  const needed = neededDimensions(selection, by);
  const able = ROLLUPS.filter((table) => needed.every((dimension) => table.dimensions.has(dimension)));
  const reaching = able.filter(({ keepMs }) => keepMs === null || selection.from >= facts.now - keepMs);
  // Older than any table that knows the dimensions: the one that reaches back furthest says how far it reads.
  return reaching.length > 0 ? reaching : able.slice(-1);
}

function neededDimensions(selection: CallSelection, by: Grouping | null): Dimension[] {
  const chosen = ([...MINUTE.dimensions] as Dimension[]).filter((name) => selection[name] !== undefined);
  return by === null ? chosen : [...chosen, by];
}

function rollupForRange(range: TimeRange, tables: readonly AnswerTable[]): AnswerTable {
  const length = range.to - range.from;
  const onEdge = tables
    .toReversed()
    .find(({ bucketMs }) => range.from % bucketMs === 0 && range.to % bucketMs === 0);
  const finest = tables.find((table) => length <= reasonableLength(table));
  return onEdge ?? finest ?? lastOf(tables);
}

function reasonableLength(table: AnswerTable): number {
  if (table === MINUTE) return MINUTES_MAX_MS;
  return table === HOUR ? HOURS_MAX_MS : Infinity;
}

function rollupForStep(stepMs: number, tables: readonly AnswerTable[]): AnswerTable {
  const fitting = tables.toReversed().find(({ bucketMs }) => bucketMs <= stepMs);
  return fitting ?? tables[0] ?? DAY;
}

function lastOf(tables: readonly AnswerTable[]): AnswerTable {
  return tables.at(-1) ?? DAY;
}

/** The range, outwards to the edges of buckets. */
function widen({ from, to }: TimeRange, bucketMs: number): TimeRange {
  return { from: Math.floor(from / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs };
}
