import type { CallRow } from "@promptprof/server/contract";
import { expect, test } from "vitest";
import { reportedCost } from "./reported-cost.ts";

const cost = (total: number) => ({ input: total, cacheRead: 0, cacheWrite: 0, output: 0, total });
const call = (over: Partial<CallRow>): CallRow =>
  ({
    reportedCostNanoUsd: 12_000_000,
    costNanoUsd: cost(10_000_000),
    pricing: { status: "priced" },
    notes: [],
    ...over,
  }) as CallRow;

test("a reported cost stands beside the computed one with its distance in per cent", () => {
  expect(reportedCost(call({}))).toEqual({
    words: "The caller reported $0.012, +20% against the computed $0.01.",
    isFinding: false,
  });
  expect(reportedCost(call({ reportedCostNanoUsd: 10_000_000 }))?.words).toBe(
    "The caller reported $0.01, equal to the computed $0.01.",
  );
});

test("from ten times on the distance is a factor", () => {
  expect(reportedCost(call({ reportedCostNanoUsd: 200_000_000 }))?.words).toBe(
    "The caller reported $0.20, ×20 the computed $0.01.",
  );
});

test("it is a finding where the rule fired, and only there", () => {
  expect(reportedCost(call({ notes: ["text_cut", "reported_cost_differs"] }))?.isFinding).toBe(true);
});

test("against a lower bound and against nothing it says so", () => {
  const partly = { status: "partly", row: null, effectiveFrom: null, reason: null } as const;
  expect(reportedCost(call({ pricing: partly }))?.words).toMatch(/against the computed at least \$0\.01\.$/);
  expect(reportedCost(call({ costNanoUsd: cost(0) }))?.words).toMatch(/, against the computed \$0\.00\.$/);
  expect(reportedCost(call({ costNanoUsd: null }))?.words).toMatch(/there is no computed cost/);
  expect(reportedCost(call({ reportedCostNanoUsd: null }))).toBeNull();
});
