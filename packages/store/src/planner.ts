import type { CallSelection, Grouping, Source, TimeRange } from "./store.ts";
import {
  DAY,
  DAY_MS,
  DIMENSIONS,
  HOUR_MS,
  MINUTE,
  MINUTE_MS,
  RAW,
  ROLLUPS,
  type AnswerTable,
  type RowKind,
} from "./tables.ts";

/** Where a question is read: one table, or several that follow each other in time. */
export interface ReadPlan extends TimeRange {
  /** In order of time, without gaps or overlaps, from `from` to `to`. */
  readonly pieces: readonly Piece[];
  /** The table of most of the range. */
  readonly main: AnswerTable;
  /** What the rows are that all pieces give; single calls beside buckets are summed into buckets. */
  readonly rows: RowKind;
  /** Width of a point, a multiple of every bucket read; null where the question has no points. */
  readonly stepMs: number | null;
  /** Prices of calls in the range were corrected, so single calls are read with their corrections. */
  readonly corrected: boolean;
}

export interface Piece extends TimeRange {
  readonly table: AnswerTable;
}

/** What is asked, as far as it matters for where to read. */
export interface PlannedQuestion {
  readonly selection: CallSelection;
  readonly by: Grouping | null;
  /** Wanted width of a point; null where the question has no points. */
  readonly stepMs: number | null;
  /** Epoch ms from which a table holds every call of the selection; -Infinity = since ever. */
  readonly heldSince: (table: AnswerTable) => number;
}

/** Points of a series at most, so that no question asks for a second of every second of a year. */
const POINTS_MAX = 10_000;

/** Widths of points that people can read on an axis; beyond the last, whole days. */
const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
];

/** Every call of the range, one by one. */
export function planCalls({
  selection: { from, to },
  stepMs,
}: Pick<PlannedQuestion, "selection" | "stepMs">): ReadPlan {
  const step = stepMs === null ? null : readableStep(Math.max(stepMs, (to - from) / POINTS_MAX));
  const pieces = [{ table: RAW, from, to }];
  return { pieces, main: RAW, rows: "calls", stepMs: step, corrected: false, from, to };
}

/**
 * The range from as few buckets as possible: whole days inside, hours beside them, minutes at the ends. So a year is
 * answered to the minute from some 365 days, 46 hours and 118 minutes; sketches and sums merge over all of them.
 * Where a finer table has expired or does not know a dimension, the range widens to the buckets that are left.
 *
 * @param rollups the tables that can answer, coarsest first; default those of calls
 */
export function planRollups(question: PlannedQuestion, rollups: readonly AnswerTable[] = ROLLUPS): ReadPlan {
  const able = rollups.filter((table) => knows(table, question));
  const range = reachable(question, able);
  const stepMs = stepOf(question, able, range);
  const fitting = able.filter(({ bucketMs }) => stepMs === null || stepMs % bucketMs === 0);
  return planOf(joined(decompose(range, fitting, fitting[0] ?? DAY, question)), range, stepMs);
}

/**
 * The same plan with single calls instead of minutes where a piece has few calls: at the ends of a range a minute's
 * sketches hold a handful of calls each, and merging one costs as much as reading some forty calls. It also cuts the
 * range where it was asked to be cut.
 *
 * @param counts calls of each piece of the plan, in its order
 */
export function withSingleCalls(
  plan: ReadPlan,
  counts: readonly number[],
  question: PlannedQuestion,
  singleCallsMax: number,
): ReadPlan {
  const replaced = plan.pieces.map((piece, i) => {
    const few = (counts[i] ?? Infinity) <= singleCallsMax;
    if (piece.table !== MINUTE || !few || !reaches(RAW, piece.from, question)) return piece;
    const from = Math.max(piece.from, question.selection.from);
    return { table: RAW, from, to: Math.min(piece.to, question.selection.to) };
  });
  return planOf(replaced, plan, plan.stepMs);
}

/** What the answer says of its plan. */
export function sourceOf({ main, stepMs, from, to }: ReadPlan): Source {
  const bucket = main === RAW ? 0 : main.bucketMs;
  return { table: main.name, step: stepMs ?? bucket, quantileError: main.quantileError, from, to };
}

/** The next width that people can read. */
export function readableStep(wantedMs: number): number {
  return STEPS_MS.find((step) => step >= wantedMs) ?? Math.ceil(wantedMs / DAY_MS) * DAY_MS;
}

function knows(table: AnswerTable, { selection, by }: PlannedQuestion): boolean {
  const needed = DIMENSIONS.filter((dimension) => dimension === by || selection[dimension] !== undefined);
  return needed.every((dimension) => table.dimensions.includes(dimension));
}

/** Cut to what the longest-lived table still holds: all, unless it asks by team or service for what is long past. */
function reachable(question: PlannedQuestion, able: readonly AnswerTable[]): TimeRange {
  const { from, to } = question.selection;
  if (able.some((table) => reaches(table, from, question))) return { from, to };
  const oldest = Math.min(...able.map((table) => question.heldSince(table) + table.bucketMs));
  return { from: Math.min(oldest, to), to };
}

/** The bucket of `from` has not expired. */
function reaches(table: AnswerTable, from: number, { heldSince }: Held): boolean {
  return from - table.bucketMs >= heldSince(table);
}

type Held = Pick<PlannedQuestion, "heldSince">;

function stepOf(question: PlannedQuestion, able: readonly AnswerTable[], range: TimeRange): number | null {
  const { stepMs } = question;
  if (stepMs === null) return null;
  const finest = able.findLast((table) => reaches(table, range.from, question))?.bucketMs ?? DAY_MS;
  return readableStep(Math.max(stepMs, finest, (range.to - range.from) / POINTS_MAX));
}

/**
 * `tables` coarsest first. A piece is whole buckets of its table; what no table of the list still holds is read
 * from `fallback`, widened to its buckets.
 */
function decompose(
  range: TimeRange,
  tables: readonly AnswerTable[],
  fallback: AnswerTable,
  held: Held,
): Piece[] {
  if (range.from >= range.to) return [];
  const [coarsest, ...finer] = tables.filter((table) => reaches(table, range.from, held));
  if (coarsest === undefined) return [{ table: fallback, ...outwards(range, fallback.bucketMs) }];
  const inner = inwards(range, coarsest.bucketMs);
  if (inner.from >= inner.to) return decompose(range, finer, coarsest, held);
  return [
    ...decompose({ from: range.from, to: inner.from }, finer, coarsest, held),
    { table: coarsest, ...inner },
    ...decompose({ from: inner.to, to: range.to }, finer, coarsest, held),
  ];
}

function outwards({ from, to }: TimeRange, bucketMs: number): TimeRange {
  return { from: Math.floor(from / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs };
}

function inwards({ from, to }: TimeRange, bucketMs: number): TimeRange {
  return { from: Math.ceil(from / bucketMs) * bucketMs, to: Math.floor(to / bucketMs) * bucketMs };
}

/** Neighbours of the same table as one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  return pieces.reduce<Piece[]>((list, piece) => {
    const last = list.at(-1);
    if (last?.table !== piece.table) return [...list, piece];
    return [...list.slice(0, -1), { ...last, to: piece.to }];
  }, []);
}

function planOf(pieces: readonly Piece[], range: TimeRange, stepMs: number | null): ReadPlan {
  const [widest] = pieces
    .filter(({ table }) => table !== RAW)
    .toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const { from } = pieces[0] ?? range;
  const { to } = pieces.at(-1) ?? range;
  return { pieces, main: widest?.table ?? MINUTE, rows: "buckets", stepMs, corrected: false, from, to };
}
