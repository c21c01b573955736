import type { Measures, TotalsAnswer } from "@promptprof/server/contract";
import { describe, expect, test } from "vitest";
import { promptRow } from "../home/prompt-row.case.ts";
import { totalTiles } from "./total-tiles.ts";

function answer(current: Partial<Measures>, previous: Partial<Measures>): TotalsAnswer {
  const time = "2026-11-24T00:00:00.000Z";
  return {
    current: promptRow(current),
    previous: promptRow(previous),
    source: { table: "rollup_hour", step: 0, quantileError: 0.005, from: time, to: time },
  };
}
const tile = (title: string, of: TotalsAnswer) => totalTiles(of).find((one) => one.title === title);
const quantiles = (n: number, p95: number) => ({ n, p50: 1000, p95, p99: 3000 });

describe("the totals", () => {
  test("are five, in their order", () => {
    expect(totalTiles(answer({}, {})).map(({ title }) => title)).toEqual([
      "Cost",
      "Calls",
      "p95 latency",
      "Error rate",
      "Tokens",
    ]);
  });

  test("a sum with unpriced calls is a lower bound and says of how many it is silent", () => {
    expect(tile("Cost", answer({ unpricedCalls: 12 }, {}))).toMatchObject({
      value: "≥ $4.10",
      note: "12 calls unpriced",
    });
  });

  test("a sum with partly priced calls is a lower bound too, and what is estimated in it is told", () => {
    const estimated = { calls: 12, inputTokens: 3_000, outputTokens: 400, costNanoUsd: 20_000_000 };
    const sums = answer({ partlyPricedCalls: 3, estimated }, {});
    expect(tile("Cost", sums)).toMatchObject({
      value: "≥ $4.10",
      note: "3 calls partly priced · of which estimated: 12 calls, 3,400 tokens, $0.0200",
    });
    expect(tile("Tokens", sums)?.note).toBe("1.00M in · 100k out · 3,400 estimated");
  });

  test("nothing priced is unpriced, not $0; nothing counted is absent, not 0", () => {
    expect(tile("Cost", answer({ unpricedCalls: 1000 }, {}))).toMatchObject({
      value: "unpriced",
      change: null,
    });
    expect(tile("Tokens", answer({ callsWithoutTokens: 1000 }, {}))).toMatchObject({
      value: "absent",
      change: null,
    });
  });

  test("slower is worse; a move within what two sketches may err is the same", () => {
    const slower = answer({ durationMs: quantiles(1000, 2200) }, { durationMs: quantiles(1000, 2000) });
    expect(tile("p95 latency", slower)?.change).toMatchObject({
      text: "+10%",
      words: "slower",
      verdict: "worse",
    });
    const same = answer({ durationMs: quantiles(1000, 2015) }, { durationMs: quantiles(1000, 2000) });
    expect(tile("p95 latency", same)?.change).toMatchObject({ words: "same", verdict: "neither" });
  });

  test("a p95 of few calls moved, but nobody can say for better or worse", () => {
    const few = answer({ durationMs: quantiles(50, 4000) }, { durationMs: quantiles(1000, 2000) });
    expect(tile("p95 latency", few)).toMatchObject({ note: "n 50", change: { verdict: "neither" } });
  });

  test("too few calls before are nothing to compare with", () => {
    expect(totalTiles(answer({}, { calls: 19 })).every(({ change }) => change === null)).toBe(true);
  });

  test("errors differ in points", () => {
    expect(tile("Error rate", answer({ errors: 10 }, { errors: 4 }))).toMatchObject({
      value: "1%",
      note: "10 failed",
      change: { text: "+0.6 pp", verdict: "worse" },
    });
  });
});
