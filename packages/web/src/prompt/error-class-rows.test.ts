import { expect, test } from "vitest";
import { seriesAnswer } from "../charts/series-answer.case.ts";
import { errorClasses } from "./error-class-rows.ts";

test("classes by frequency, as shares of all calls, zero where calls came and none failed so", () => {
  const answer = seriesAnswer([
    { bucket: 0, n: 100, values: { rate: 0.02, timeout: 1, rate_limit: 1 } },
    { bucket: 1, n: 50, values: { rate: 0.04, rate_limit: 2 } },
  ]);
  expect(errorClasses(answer)).toEqual({
    calls: 150,
    rows: [
      { name: "rate_limit", count: 3, trend: [1, 2] },
      { name: "timeout", count: 1, trend: [1, 0] },
    ],
  });
});

test("no failure is no row", () => {
  expect(errorClasses(seriesAnswer([{ bucket: 0, n: 5, values: { rate: 0 } }]))).toEqual({
    calls: 5,
    rows: [],
  });
});
