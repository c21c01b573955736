import { describe, expect, test } from "vitest";
import { comparisonOf } from "./comparison.case.ts";
import { comparisonDetails, comparisonSentence, verdictReason } from "./verdict-words.ts";

describe("why a verdict is what it is", () => {
  const none = { value: null, n: 0 };
  test.each([
    [{ verdict: "worse" }, "beyond ±5%"],
    [{ verdict: "same", scale: "difference", unit: "rate", margin: 0.02 }, "within ±2 pp"],
    [{ verdict: "undecided", needed: 240 }, "about 240 more calls of each side"],
    [{ verdict: "undecided", needed: 4_499 }, "about 4,500 more calls of each side"],
    [{ verdict: "undecided", needed: null }, "more calls would not soon decide it"],
    [{ verdict: "undecided", change: null }, "too few calls for an interval"],
    [{ verdict: "undecided", change: null, a: none }, "A has no such value"],
    [{ verdict: "undecided", change: null, b: none }, "B has no such value"],
    [{ verdict: "undecided", change: null, a: none, b: none }, "neither side has it"],
  ] as const)("%j: %s", (given, words) => expect(verdictReason(comparisonOf(given))).toBe(words));
});

test("a row says its verdict, its numbers and its margin", () => {
  expect(comparisonSentence(comparisonOf())).toBe("Latency p95: worse, +46% [+44%, +49%], margin ±5%.");
});

test("a row that was adjusted says what it was before", () => {
  const unadjusted = { estimate: 0.8, low: 0.7, high: 0.9, level: 0.95, method: "", warnings: [] };
  expect(comparisonSentence(comparisonOf({ unadjusted }))).toContain("; unadjusted +80%");
});

test("a row without a change says why", () => {
  const undecided = comparisonOf({ verdict: "undecided", change: null });
  expect(comparisonSentence(undecided)).toBe("Latency p95: undecided, too few calls for an interval.");
});

test("details name the method, its level, the correction and every doubt", () => {
  const details = comparisonDetails(
    comparisonOf({
      correction: "Holm over 5 metrics",
      detectable: 0.08,
      gating: false,
      warnings: ["p95 from 40 calls"],
    }),
  );
  expect(details).toEqual([
    "order statistics, 95%",
    "Holm over 5 metrics",
    "so many calls show a change of +8% with 80% power",
    "does not decide the whole",
    "p95 from 40 calls",
  ]);
});
