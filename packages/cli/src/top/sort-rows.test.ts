import { describe, expect, test } from "vitest";
import { sortRows } from "./sort-rows.ts";
import type { TopRow } from "./top-answer.ts";
import { trendOfWidth } from "./trend-of-width.ts";

function row(name: string, calls: number, fields: { usd?: number; p95?: number; errors?: number }): TopRow {
  const total = (fields.usd ?? 0) * 1e9;
  const none = { n: 0, p50: null, p95: null, p99: null };
  return {
    kind: "prompt",
    name,
    lastVersion: null,
    calls,
    errors: fields.errors ?? 0,
    tokens: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
    callsWithoutTokens: 0,
    costNanoUsd: { input: total, cacheRead: 0, cacheWrite: 0, output: 0, total },
    unpricedCalls: fields.usd === undefined ? calls : 0,
    partlyPricedCalls: 0,
    estimated: { calls: 0, inputTokens: 0, outputTokens: 0, costNanoUsd: 0 },
    durationMs: { ...none, p95: fields.p95 ?? null },
    ttftMs: none,
    tpotMs: none,
    trendP95Ms: [],
  };
}

const rows = [
  row("free", 10, { usd: 0, p95: 5 }),
  row("unpriced", 900, { p95: 900, errors: 9 }),
  row("dear", 20, { usd: 3, errors: 10 }),
];
const names = (sort: Parameters<typeof sortRows>[1]) => sortRows(rows, sort).map(({ name }) => name);

describe("rows", () => {
  test("by cost: free costs more than unpriced, which costs nobody knows what", () => {
    expect(names("cost")).toEqual(["dear", "free", "unpriced"]);
  });
  test("by calls", () => expect(names("calls")).toEqual(["unpriced", "dear", "free"]));
  test("by p95, those without one last", () => expect(names("p95")).toEqual(["unpriced", "free", "dear"]));
  test("by error rate and not by number of errors", () =>
    expect(names("errors")).toEqual(["dear", "unpriced", "free"]));
});

describe("a trend of less width", () => {
  test("keeps the highest of the buckets it joins, and gaps where all were gaps", () => {
    expect(trendOfWidth([1, 5, null, 2, null, null], 3)).toEqual([5, 2, null]);
  });
  test("is itself when there is room", () => expect(trendOfWidth([1, null], 2)).toEqual([1, null]));
});
