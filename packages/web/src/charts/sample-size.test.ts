import { expect, test } from "vitest";
import { isEnoughFor } from "./sample-size.ts";

test("ten calls must lie beyond: 20 for p50, 200 for p95, 1,000 for p99", () => {
  expect([19, 20].map((calls) => isEnoughFor(0.5, calls))).toEqual([false, true]);
  expect([199, 200].map((calls) => isEnoughFor(0.95, calls))).toEqual([false, true]);
  expect([999, 1000].map((calls) => isEnoughFor(0.99, calls))).toEqual([false, true]);
});
