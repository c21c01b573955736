import assert from "node:assert/strict";
import { numberCell } from "./cell-codec.ts";
import { count, type Expression, type Selected } from "./select-query.ts";
import type { Measures, Quantiles } from "./store.ts";
import type { RowKind } from "./tables.ts";

/** Values of a call that have quantiles, by their name in the rollups (migration 2). */
export type ValueName = "duration" | "ttft" | "tpot" | "tokens" | "cost";

export const RAW_VALUES: Readonly<Record<ValueName, string>> = {
  duration: "t.duration_us",
  ttft: "t.ttft_us",
  tpot: "t.tpot_us",
  tokens: "t.tokens",
  cost: "t.cost_total",
};

/** [p50, p95, p99]; null where no call has the value. */
export type QuantileCells = readonly (number | null)[];

/**
 * Quantiles of a value, in the unit of the store: an element of the sorted values for single calls, the same element to
 * within the error of a sketch for rollups. Both take the one at index floor(q * (n - 1)), as the engine's sketch does; its
 * own exact quantile takes floor(q * n), and a chart would jump where the planner changes tables.
 */
export function quantilesOf(value: ValueName, rows: RowKind): Expression<QuantileCells> {
  const sorted = `arraySort(groupArray(${RAW_VALUES[value]}))`;
  const exact = `arrayMap(q -> ${sorted}[1 + toUInt64(floor(q * (length(${sorted}) - 1)))], [0.5, 0.95, 0.99])`;
  const sketched = `quantilesDDMerge(0.005, 0.5, 0.95, 0.99)(t.sketch_${value})`;
  // Of no values at all, an index below 1 would be an error and the length of nothing minus 1 a number without sign.
  const guarded = `if(count(${RAW_VALUES[value]}) = 0, emptyArrayFloat64(), ${exact})`;
  return { sql: rows === "calls" ? guarded : sketched, decode: quantileCells };
}

/** How many calls have the value. */
export function countOf(value: ValueName, rows: RowKind): Expression<number> {
  return count(rows === "calls" ? `count(${RAW_VALUES[value]})` : `sum(t.count_${value})`);
}

export function sumOf(value: ValueName, rows: RowKind): Expression<number> {
  return count(rows === "calls" ? `sum(ifNull(${RAW_VALUES[value]}, 0))` : `sum(t.sum_${value})`);
}

function quantileCells(cell: unknown): QuantileCells {
  assert(Array.isArray(cell), "quantiles are an array");
  return cell.map((value: unknown) => (value === null ? null : numberCell(value)));
}

/** Columns of the same name in `calls` and in the rollups that add up. */
type SumName =
  | "input_tokens"
  | "cache_read_tokens"
  | "cache_write_tokens"
  | "output_tokens"
  | "reasoning_tokens"
  | "cost_input"
  | "cost_cache_read"
  | "cost_cache_write"
  | "cost_output";

/** How much of the sums is in doubt: columns of the rollups (migration 5), and the same of single calls. */
const DOUBTS = {
  partly_calls: "countIf(t.pricing_status = 'partly')",
  estimated_calls: "countIf(t.token_source = 'estimated')",
  estimated_input_tokens: "sumIf(ifNull(t.input_tokens, 0), t.token_source = 'estimated')",
  estimated_output_tokens: "sumIf(ifNull(t.output_tokens, 0), t.token_source = 'estimated')",
  estimated_cost: "sumIf(ifNull(t.cost_total, 0), t.token_source = 'estimated')",
} as const;
type DoubtName = keyof typeof DOUBTS;

function doubt(name: DoubtName, rows: RowKind): Expression<number> {
  return count(rows === "calls" ? DOUBTS[name] : `sum(t.${name})`);
}

/** What a row of sums and quantiles holds before it becomes `Measures`. */
export type MeasureRow = { readonly [K in SumName | DoubtName]: number } & {
  readonly calls: number;
  readonly errors: number;
  readonly with_tokens: number;
  readonly with_cost: number;
  readonly duration_n: number;
  readonly ttft_n: number;
  readonly tpot_n: number;
  readonly duration: QuantileCells;
  readonly ttft: QuantileCells;
  readonly tpot: QuantileCells;
};

export function callsCount(rows: RowKind): Expression<number> {
  return count(rows === "calls" ? "count()" : "sum(t.calls)");
}

export function errorsCount(rows: RowKind): Expression<number> {
  return count(rows === "calls" ? "countIf(t.error_class != '')" : "sum(t.errors)");
}

export function sumOfColumn(column: SumName, rows: RowKind): Expression<number> {
  return count(rows === "calls" ? `sum(ifNull(t.${column}, 0))` : `sum(t.${column})`);
}

/** Everything that can be said of a set of calls at once. */
export function measureColumns(rows: RowKind): Selected<MeasureRow> {
  return {
    input_tokens: sumOfColumn("input_tokens", rows),
    cache_read_tokens: sumOfColumn("cache_read_tokens", rows),
    cache_write_tokens: sumOfColumn("cache_write_tokens", rows),
    output_tokens: sumOfColumn("output_tokens", rows),
    reasoning_tokens: sumOfColumn("reasoning_tokens", rows),
    cost_input: sumOfColumn("cost_input", rows),
    cost_cache_read: sumOfColumn("cost_cache_read", rows),
    cost_cache_write: sumOfColumn("cost_cache_write", rows),
    cost_output: sumOfColumn("cost_output", rows),
    partly_calls: doubt("partly_calls", rows),
    estimated_calls: doubt("estimated_calls", rows),
    estimated_input_tokens: doubt("estimated_input_tokens", rows),
    estimated_output_tokens: doubt("estimated_output_tokens", rows),
    estimated_cost: doubt("estimated_cost", rows),
    calls: callsCount(rows),
    errors: errorsCount(rows),
    with_tokens: countOf("tokens", rows),
    with_cost: countOf("cost", rows),
    duration_n: countOf("duration", rows),
    ttft_n: countOf("ttft", rows),
    tpot_n: countOf("tpot", rows),
    duration: quantilesOf("duration", rows),
    ttft: quantilesOf("ttft", rows),
    tpot: quantilesOf("tpot", rows),
  };
}

export function measuresOf(row: MeasureRow): Measures {
  const cost = {
    input: row.cost_input,
    cacheRead: row.cost_cache_read,
    cacheWrite: row.cost_cache_write,
    output: row.cost_output,
  };
  return {
    calls: row.calls,
    errors: row.errors,
    tokens: {
      input: row.input_tokens,
      cacheRead: row.cache_read_tokens,
      cacheWrite: row.cache_write_tokens,
      output: row.output_tokens,
      reasoning: row.reasoning_tokens,
    },
    callsWithoutTokens: row.calls - row.with_tokens,
    costNanoUsd: { ...cost, total: cost.input + cost.cacheRead + cost.cacheWrite + cost.output },
    unpricedCalls: row.calls - row.with_cost,
    partlyPricedCalls: row.partly_calls,
    estimated: {
      calls: row.estimated_calls,
      inputTokens: row.estimated_input_tokens,
      outputTokens: row.estimated_output_tokens,
      costNanoUsd: row.estimated_cost,
    },
    durationMs: quantilesMs(row.duration_n, row.duration),
    ttftMs: quantilesMs(row.ttft_n, row.ttft),
    tpotMs: quantilesMs(row.tpot_n, row.tpot),
  };
}

/** No call at all. */
export const NO_MEASURES: Measures = {
  calls: 0,
  errors: 0,
  tokens: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
  callsWithoutTokens: 0,
  costNanoUsd: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, total: 0 },
  unpricedCalls: 0,
  partlyPricedCalls: 0,
  estimated: { calls: 0, inputTokens: 0, outputTokens: 0, costNanoUsd: 0 },
  durationMs: { n: 0, p50: null, p95: null, p99: null },
  ttftMs: { n: 0, p50: null, p95: null, p99: null },
  tpotMs: { n: 0, p50: null, p95: null, p99: null },
};

function quantilesMs(n: number, micros: QuantileCells): Quantiles {
  // Of no value the engine's exact quantile says 0, which would be a latency that nobody measured.
  const [p50, p95, p99] = n === 0 ? [] : micros.map(milliseconds);
  return { n, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
}

export function milliseconds(micros: number | null): number | null {
  return micros === null ? null : micros / 1000;
}
