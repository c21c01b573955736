import type { SegmentsAnswer } from "@promptprof/server/contract";
import { expect, test } from "vitest";
import { segmentChanges } from "./segment-changes.ts";

type Segment = SegmentsAnswer["segments"][number];

function segment(path: string, calls: number, tokens: number, callsWithoutTokens = 0): Segment {
  const sums = {
    calls,
    tokens,
    callsWithoutTokens,
    costNanoUsd: 0,
    callsWithoutCost: 0,
    partlyPricedCalls: 0,
  };
  return { group: null, path, kind: "static", ...sums };
}

test("means a call, the largest change first, in either direction", () => {
  const a = [segment("system", 10, 5_000), segment("context", 10, 3_000)];
  const b = [segment("system", 20, 11_200), segment("context", 20, 3_000)];
  expect(segmentChanges(a, b)).toEqual([
    { path: "context", a: 300, b: 150, change: -150, only: null },
    { path: "system", a: 500, b: 560, change: 60, only: null },
  ]);
});

test("what one side alone has is new or gone with all its tokens, and its other side is no data", () => {
  expect(segmentChanges([segment("tools.old", 10, 900)], [segment("rag", 5, 700)])).toEqual([
    { path: "rag", a: null, b: 140, change: 140, only: "b" },
    { path: "tools.old", a: 90, b: null, change: -90, only: "a" },
  ]);
});

test("tokens that nobody reported are unknown, not zero", () => {
  expect(segmentChanges([segment("user", 4, 0, 4)], [segment("user", 4, 80)])).toEqual([
    { path: "user", a: null, b: 20, change: null, only: null },
  ]);
});

test("a path of two kinds is one row", () => {
  const kinds: Segment[] = [segment("x", 2, 20), { ...segment("x", 2, 60), kind: "variable" }];
  expect(segmentChanges(kinds, [])[0]).toMatchObject({ a: 20, change: -20, only: "a" });
});
