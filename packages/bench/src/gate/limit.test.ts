import { describe, expect, test } from "vitest";
import { readGate } from "./gate-settings.ts";
import { parseLimit } from "./limit.ts";

describe("a limit", () => {
  test.each([
    ["latency_p95 <= +5%", { kind: "change", metric: "latency_p95", margin: 0.05 }],
    ["score:exact >= -2pp", { kind: "change", metric: "score:exact", margin: 0.02 }],
    ["score:judge >= -0.05", { kind: "change", metric: "score:judge", margin: 0.05 }],
    ["error_rate <= 0.02", { kind: "value", metric: "error_rate", most: true, value: 0.02 }],
    ["error_rate <= 2%", { kind: "value", metric: "error_rate", most: true, value: 0.02 }],
    ["ttft <= 2.5s", { kind: "value", metric: "ttft", most: true, value: 2500 }],
    ["cost <= $0.01", { kind: "value", metric: "cost", most: true, value: 10_000_000 }],
    ["score:exact >= 0.9", { kind: "value", metric: "score:exact", most: false, value: 0.9 }],
    ["  run_cost <= $2 ", { kind: "run_cost", nanoUsd: 2_000_000_000, text: "run_cost <= $2" }],
  ])("%s", (text, limit) => expect(parseLimit(text)).toMatchObject(limit));

  test.each([
    "",
    "latency",
    "latency_p95 < 5%",
    "latency_p95 <= five",
    "latency_p95 >= +5%",
    "score:x >= +2pp",
    "latency_p95 <= +0%",
    "run_cost <= 2",
    "run_cost >= $2",
    "run_cost <= +5%",
    "cost <= $2%",
  ])("%j says what would be right", (text) =>
    expect(parseLimit(text)).toEqual({ mistake: expect.stringContaining('write "latency_p95 <= +5%"') }),
  );
});

test("a gate tells all its mistakes, each with its place", () => {
  expect(readGate({ mode: "never", limits: "x", more: 1 })).toEqual({
    mistakes: [
      expect.stringMatching(/^gate\.mode: /u),
      expect.stringMatching(/^gate\.limits: /u),
      expect.stringContaining("more"),
    ],
  });
  expect(readGate(null)).toEqual({ settings: { mode: "proven-worse", limits: [], failOnUndecided: false } });
});
