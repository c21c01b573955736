import assert from "node:assert/strict";
import type { MetricName } from "@promptprof/model";
import { numberCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import {
  callsCount,
  countOf,
  errorsCount,
  milliseconds,
  quantilesOf,
  sumOf,
  sumOfColumn,
  type QuantileCells,
  type Selected,
  type ValueName,
} from "../measures.ts";
import { readRows, type Expression, type SelectQuery } from "../select-query.ts";
import { RAW, type AnswerTable } from "../tables.ts";

export interface PointKey {
  readonly time: number;
  readonly group: string | null;
}

/** `n` calls of the point have the metric; without any, every value is null. */
interface PointValues {
  readonly n: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/** Reads the points of one metric, given the query that says which calls and which points. */
export interface SeriesMetric {
  read(engine: Engine, base: SelectQuery<PointKey>, table: AnswerTable): Promise<(PointKey & PointValues)[]>;
}

export const SERIES_METRICS: Readonly<Record<MetricName, SeriesMetric>> = {
  calls: seriesMetric({
    columns: (table) => ({ n: callsCount(table) }),
    valuesOf: ({ n }) => ({ n, values: { calls: n } }),
  }),
  errors: seriesMetric({
    columns: (table) => ({ n: callsCount(table), errors: errorsCount(table), classes: errorClasses(table) }),
    valuesOf: ({ n, errors, classes }) => ({ n, values: { rate: n === 0 ? null : errors / n, ...classes } }),
  }),
  durationMs: quantileMetric("duration"),
  ttftMs: quantileMetric("ttft"),
  tpotMs: quantileMetric("tpot"),
  tokens: seriesMetric({
    columns: (table) => ({
      n: countOf("tokens", table),
      input: sumOfColumn("input_tokens", table),
      cacheRead: sumOfColumn("cache_read_tokens", table),
      cacheWrite: sumOfColumn("cache_write_tokens", table),
      output: sumOfColumn("output_tokens", table),
      reasoning: sumOfColumn("reasoning_tokens", table),
    }),
    valuesOf: ({ n, ...sums }) => ({ n, values: knownWhere(n > 0, sums) }),
  }),
  cost: seriesMetric({
    columns: (table) => ({
      n: countOf("cost", table),
      input: sumOfColumn("cost_input", table),
      cacheRead: sumOfColumn("cost_cache_read", table),
      cacheWrite: sumOfColumn("cost_cache_write", table),
      output: sumOfColumn("cost_output", table),
      total: sumOf("cost", table),
    }),
    valuesOf: ({ n, ...sums }) => ({ n, values: knownWhere(n > 0, sums) }),
  }),
};

function quantileMetric(value: ValueName): SeriesMetric {
  return seriesMetric({
    columns: (table) => ({
      n: countOf(value, table),
      sum: sumOf(value, table),
      quantiles: quantilesOf(value, table),
    }),
    valuesOf: ({ n, sum, quantiles }) => ({ n, values: knownWhere(n > 0, latencies(n, sum, quantiles)) }),
  });
}

function latencies(
  n: number,
  sumMicros: number,
  [p50, p95, p99]: QuantileCells,
): Record<string, number | null> {
  return {
    p50: milliseconds(p50 ?? null),
    p95: milliseconds(p95 ?? null),
    p99: milliseconds(p99 ?? null),
    mean: sumMicros / n / 1000,
  };
}

function knownWhere(
  known: boolean,
  values: Readonly<Record<string, number | null>>,
): Record<string, number | null> {
  return known ? { ...values } : Object.fromEntries(Object.keys(values).map((key) => [key, null]));
}

function seriesMetric<Row extends object>(metric: {
  readonly columns: (table: AnswerTable) => Selected<Row>;
  readonly valuesOf: (row: Row) => PointValues;
}): SeriesMetric {
  return {
    read: async (engine, base, table) => {
      const select = { ...base.select, ...metric.columns(table) } as Selected<PointKey & Row>;
      const rows = await readRows<PointKey & Row>(engine, { ...base, select });
      return rows.map((row) => ({ time: row.time, group: row.group, ...metric.valuesOf(row) }));
    },
  };
}

function errorClasses(table: AnswerTable): Expression<Readonly<Record<string, number>>> {
  const ofRow =
    "if(t.error_class = '', CAST(map(), 'Map(String, UInt64)'), map(toString(t.error_class), toUInt64(1)))";
  return {
    sql: table === RAW ? `sumMap(${ofRow})` : "sumMap(t.error_classes)",
    decode: (cell) => {
      assert(typeof cell === "object" && cell !== null, "error classes are a map");
      return Object.fromEntries(Object.entries(cell).map(([name, n]) => [name, numberCell(n)]));
    },
  };
}
