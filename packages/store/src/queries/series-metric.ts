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
  type ValueName,
} from "../measures.ts";
import { readRows, type Expression, type Selected, type SelectQuery } from "../select-query.ts";
import type { RowKind } from "../tables.ts";

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
  read(engine: Engine, base: SelectQuery<PointKey>, rowKind: RowKind): Promise<(PointKey & PointValues)[]>;
}

export const SERIES_METRICS: Readonly<Record<MetricName, SeriesMetric>> = {
  calls: seriesMetric({
    columns: (rows) => ({ n: callsCount(rows) }),
    valuesOf: ({ n }) => ({ n, values: { calls: n } }),
  }),
  errors: seriesMetric({
    columns: (rows) => ({ n: callsCount(rows), errors: errorsCount(rows), classes: errorClasses(rows) }),
    valuesOf: ({ n, errors, classes }) => ({ n, values: { rate: n === 0 ? null : errors / n, ...classes } }),
  }),
  durationMs: quantileMetric("duration"),
  ttftMs: quantileMetric("ttft"),
  tpotMs: quantileMetric("tpot"),
  tokens: seriesMetric({
    columns: (rows) => ({
      n: countOf("tokens", rows),
      input: sumOfColumn("input_tokens", rows),
      cacheRead: sumOfColumn("cache_read_tokens", rows),
      cacheWrite: sumOfColumn("cache_write_tokens", rows),
      output: sumOfColumn("output_tokens", rows),
      reasoning: sumOfColumn("reasoning_tokens", rows),
    }),
    // The row holds its time and group too: the values are named one by one.
    valuesOf: ({ n, input, cacheRead, cacheWrite, output, reasoning }) => ({
      n,
      values: knownWhere(n > 0, { input, cacheRead, cacheWrite, output, reasoning }),
    }),
  }),
  cost: seriesMetric({
    columns: (rows) => ({
      n: countOf("cost", rows),
      input: sumOfColumn("cost_input", rows),
      cacheRead: sumOfColumn("cost_cache_read", rows),
      cacheWrite: sumOfColumn("cost_cache_write", rows),
      output: sumOfColumn("cost_output", rows),
      total: sumOf("cost", rows),
    }),
    valuesOf: ({ n, input, cacheRead, cacheWrite, output, total }) => ({
      n,
      values: knownWhere(n > 0, { input, cacheRead, cacheWrite, output, total }),
    }),
  }),
};

function quantileMetric(value: ValueName): SeriesMetric {
  return seriesMetric({
    columns: (rows) => ({
      n: countOf(value, rows),
      sum: sumOf(value, rows),
      quantiles: quantilesOf(value, rows),
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
  readonly columns: (rows: RowKind) => Selected<Row>;
  readonly valuesOf: (row: Row) => PointValues;
}): SeriesMetric {
  return {
    read: async (engine, base, rowKind) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the compiler does not see through `&` of an open type
      const select = { ...base.select, ...metric.columns(rowKind) } as Selected<PointKey & Row>;
      const rows = await readRows<PointKey & Row>(engine, { ...base, select });
      return rows.map((row) => ({ time: row.time, group: row.group, ...metric.valuesOf(row) }));
    },
  };
}

function errorClasses(rows: RowKind): Expression<Readonly<Record<string, number>>> {
  const ofRow =
    "if(t.error_class = '', CAST(map(), 'Map(String, UInt64)'), map(toString(t.error_class), toUInt64(1)))";
  return {
    sql: rows === "calls" ? `sumMap(${ofRow})` : "sumMap(t.error_classes)",
    decode: (cell) => {
      assert(typeof cell === "object" && cell !== null, "error classes are a map");
      return Object.fromEntries(Object.entries(cell).map(([name, n]) => [name, numberCell(n)]));
    },
  };
}
