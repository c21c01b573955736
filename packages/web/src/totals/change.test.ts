import { describe, expect, test } from "vitest";
import { pointsMove, relativeMove } from "./change.ts";

const latency = { more: "slower", less: "faster", better: "lower" } as const;
const calls = { more: "more", less: "fewer", better: "neither" } as const;

describe("a change says by sign, arrow and word what colour would say", () => {
  test("slower is worse", () => {
    expect(relativeMove(3.35, 2.29, latency)).toEqual({
      arrow: "▲",
      text: "+46.3%",
      words: "slower",
      verdict: "worse",
    });
  });

  test("faster is better", () => {
    expect(relativeMove(88, 100, latency)).toEqual({
      arrow: "▼",
      text: "−12%",
      words: "faster",
      verdict: "better",
    });
  });

  test("more calls are neither", () => {
    expect(relativeMove(200, 100, calls)).toMatchObject({ words: "more", verdict: "neither" });
  });

  test("rates differ in points", () => {
    expect(pointsMove(0.01, 0.004, { ...latency, more: "more", less: "fewer" })).toMatchObject({
      text: "+0.6 pp",
      verdict: "worse",
    });
  });
});

test("a quantile that moved by less than its sketch may err is the same", () => {
  expect(relativeMove(1.009, 1, latency, 0.01)).toMatchObject({
    arrow: "",
    words: "same",
    verdict: "neither",
  });
  expect(relativeMove(1, 1, latency)).toMatchObject({ text: "0%", words: "same" });
});

test("nothing before is no change", () => {
  expect(relativeMove(3, 0, latency)).toBeNull();
  expect(relativeMove(3, null, latency)).toBeNull();
  expect(pointsMove(0.1, null, latency)).toBeNull();
});
