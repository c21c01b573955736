import { listOf, real } from "../cell-codec.ts";
import { callsCount, countOf, errorsCount, RAW_VALUES, sumOf, type ValueName } from "../measures.ts";
import { count, type Expression, type Selected } from "../select-query.ts";
import type { RowKind } from "../tables.ts";
import type { CallSums, ClusterSums, ValueSums } from "./call-sums.ts";

/** The sums of `CallSums` over the rows of a plan. */
export function callSumColumns(rows: RowKind): Selected<CallSums> {
  const isCalls = rows === "calls";
  return {
    calls: callsCount(rows),
    errors: errorsCount(rows),
    unpricedCalls: count(`${callsCount(rows).sql} - ${countOf("cost", rows).sql}`),
    partlyPricedCalls: count(isCalls ? "countIf(t.pricing_status = 'partly')" : "sum(t.partly_calls)"),
    estimatedCalls: count(isCalls ? "countIf(t.token_source = 'estimated')" : "sum(t.estimated_calls)"),
    duration: valueSums("duration", rows),
    ttft: valueSums("ttft", rows),
    tpot: valueSums("tpot", rows),
    tokens: valueSums("tokens", rows),
    cost: valueSums("cost", rows),
    inputTokens: clusterSums("input_tokens", rows),
    outputTokens: clusterSums("output_tokens", rows),
  };
}

/** Numbers below 1 count as 1 in squares and logarithms, as in the rollups (migration 2). */
function valueSums(value: ValueName, rows: RowKind): Expression<ValueSums> {
  const raw = `greatest(1, assumeNotNull(${RAW_VALUES[value]}))`;
  const ofCalls = [`pow(${raw}, 2)`, `log(${raw})`, `pow(log(${raw}), 2)`].map(
    (sql) => `sumIf(${sql}, isNotNull(${RAW_VALUES[value]}))`,
  );
  const ofBuckets = ["squares", "logs", "log_squares"].map((name) => `sum(t.${name}_${value})`);
  const sums = [countOf(value, rows).sql, sumOf(value, rows).sql];
  return {
    sql: floats([...sums, ...(rows === "calls" ? ofCalls : ofBuckets)]),
    decode: (cell) => {
      const [n = 0, sum = 0, squares = 0, logs = 0, logSquares = 0] = NUMBERS.decode(cell);
      return { n, sum, squares, logs, logSquares };
    },
  };
}

/** A row without tokens is no cluster: it has a size of 0 and adds nothing. */
function clusterSums(column: "input_tokens" | "output_tokens", rows: RowKind): Expression<ClusterSums> {
  const size = rows === "calls" ? "toFloat64(isNotNull(t.tokens))" : "toFloat64(t.count_tokens)";
  const sum = `toFloat64(ifNull(t.${column}, 0))`;
  const sums = [
    `sum(${size})`,
    `sum(${sum})`,
    `countIf(${size} > 0)`,
    `sum(pow(${sum}, 2))`,
    `sum(${sum} * ${size})`,
    `sum(pow(${size}, 2))`,
  ];
  return {
    sql: floats(sums),
    decode: (cell) => {
      const [n = 0, total = 0, clusters = 0, squares = 0, products = 0, sizes = 0] = NUMBERS.decode(cell);
      return { n, sum: total, clusters, squares, products, sizes };
    },
  };
}

const NUMBERS = listOf(real);

function floats(sums: readonly string[]): string {
  return `[${sums.map((sql) => `toFloat64(${sql})`).join(", ")}]`;
}
