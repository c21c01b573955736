import { expect, test } from "vitest";
import { comparisonOf } from "./comparison.case.ts";
import { forestGroups } from "./forest-groups.ts";

const rate = comparisonOf({ metric: "error_rate", unit: "rate", scale: "difference", margin: 0.01 });
const score = comparisonOf({ metric: "score:helpful", unit: "score", scale: "difference", margin: 0.02 });
const latency = comparisonOf();
const cost = comparisonOf({ metric: "cost", unit: "nanoUsd" });

test("per cent of any unit share an axis, and points and scores have their own", () => {
  const groups = forestGroups([latency, rate, cost, score], (row) => row);
  expect(groups.map(({ key, rows }) => [key, rows.map(({ metric }) => metric)])).toEqual([
    ["ratio", ["latency_p95", "cost"]],
    ["rate", ["error_rate"]],
    ["score", ["score:helpful"]],
  ]);
});

test("what was before the adjustment is within the axis too", () => {
  const unadjusted = { estimate: 3, low: 2, high: 4, level: 0.95, method: "", warnings: [] };
  const [narrow] = forestGroups([latency], (row) => row);
  const [wide] = forestGroups([comparisonOf({ unadjusted })], (row) => row);
  expect(wide?.axis.reach).toBeGreaterThan(narrow?.axis.reach ?? Infinity);
});

test("rows of which nothing can be said have an axis too", () => {
  const [group] = forestGroups([comparisonOf({ change: null, verdict: "undecided" })], (row) => row);
  expect(group?.axis.reach).toBeGreaterThan(0);
});
