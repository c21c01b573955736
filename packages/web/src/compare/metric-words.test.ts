import { describe, expect, test } from "vitest";
import { formatChange, formatInterval, formatValue, metricTitle } from "./metric-words.ts";

test.each([
  ["latency_p95", "Latency p95"],
  ["score:helpful", "Score: helpful"],
  ["score:helpful (person)", "Score: helpful (person)"],
  ["something_new", "something_new"],
])("%s is called %s", (metric, title) => expect(metricTitle(metric)).toBe(title));

describe("a value", () => {
  test.each([
    [2_290, "ms", "2.29 s"],
    [1_019.6, "tokens", "1,020"],
    [310.4, "tokens", "310"],
    // 4,100 micro-dollars a call are $4.10 for a thousand.
    [4_100_000, "nanoUsd", "$4.10"],
    [0.004, "rate", "0.4%"],
    [0.912, "score", "0.912"],
    [-3, "score", "−3"],
    [null, "ms", "—"],
    [0, "rate", "0%"],
  ] as const)("%s %s is %s", (value, unit, text) => expect(formatValue(value, unit)).toBe(text));
});

describe("a change", () => {
  test.each([
    [0.46, "ratio", "ms", "+46%"],
    [-0.006, "difference", "rate", "−0.6 pp"],
    [0.021, "difference", "score", "+0.021"],
    [-0.021, "difference", "score", "−0.021"],
    [0, "difference", "score", "0"],
  ] as const)("of %d, %s in %s, is %s", (change, scale, unit, text) =>
    expect(formatChange(change, { scale, unit })).toBe(text),
  );
});

test("an interval has the unit of its change, and says where it is open", () => {
  const latency = { scale: "ratio", unit: "ms" } as const;
  expect(formatInterval({ low: 0.44, high: 0.49 }, latency)).toBe("[+44%, +49%]");
  expect(formatInterval({ low: null, high: 0.49 }, latency)).toBe("[open, +49%]");
});
