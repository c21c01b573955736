import { expect, test } from "vitest";
import { callOf } from "../dialects/span.case.ts";

const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o" };
const counted = { ...chat, "gen_ai.usage.input_tokens": 120, "gen_ai.usage.output_tokens": 45 };

test.each([
  [0.0015, 1_500_000],
  ["0.0015", 1_500_000],
  [3n, 3_000_000_000],
  // Binary noise is rounded away.
  [2.7402420000000003, 2_740_242_000],
])("a cost of %s dollars is %d nano-dollars", (cost, nano) => {
  expect(callOf({ ...counted, "gen_ai.usage.cost": cost })).toMatchObject({
    reportedCostNanoUsd: nano,
    notes: [],
  });
});

test.each([
  ["below 0", -0.001, "reported_cost_negative_ignored"],
  ["0 for tokens", 0, "reported_cost_zero_ignored"],
  ["0 as text", "0.0", "reported_cost_zero_ignored"],
  ["NaN", Number.NaN, "reported_cost_unreadable_ignored"],
  ["NaN as text", "nan", "reported_cost_unreadable_ignored"],
  ["infinite", Number.POSITIVE_INFINITY, "reported_cost_unreadable_ignored"],
  ["words", "about 2 cents", "reported_cost_unreadable_ignored"],
  ["with a sign for dollars", "$0.02", "reported_cost_unreadable_ignored"],
  ["a flag", true, "reported_cost_unreadable_ignored"],
  ["a list", [0.02], "reported_cost_unreadable_ignored"],
  // 10^7 dollars are more nano-dollars than a number holds exactly.
  ["more than a number holds", 1e7, "reported_cost_unreadable_ignored"],
  ["absurd", 1e300, "reported_cost_unreadable_ignored"],
])("a cost that is %s counts as not reported, and says so", (_, cost, note) => {
  expect(callOf({ ...counted, "gen_ai.usage.cost": cost })).toMatchObject({
    reportedCostNanoUsd: null,
    notes: [note],
  });
});

test("0 for a call without tokens is no finding: nothing was used", () => {
  expect(callOf({ ...chat, "gen_ai.usage.cost": 0 })).toMatchObject({ reportedCostNanoUsd: null, notes: [] });
});
