import { describe, expect, test } from "vitest";
import { formatDuration } from "../format/duration.ts";
import { describeChart } from "./describe-chart.ts";
import { describeTrend } from "./describe-trend.ts";
import { quantilesFrame } from "./frames.ts";
import { seriesAnswer } from "./series-answer.case.ts";

const latency = (bucket: number, p95: number, partial = false) => ({ bucket, partial, values: { p95 } });
const told = (...points: Parameters<typeof seriesAnswer>[0]) =>
  describeChart("Latency", quantilesFrame(seriesAnswer(points)), formatDuration);

describe("a chart in one sentence", () => {
  test("says where each series began and ended", () => {
    expect(told(latency(0, 2300), latency(1, 3400))).toBe(
      "Latency over 20 m: p95 rose from 2.30 s to 3.40 s.",
    );
  });

  test("says the highest value when it lies between, and the holes", () => {
    expect(told(latency(0, 2300), latency(1, 9000), latency(5, 1200))).toBe(
      "Latency over 1 h: p95 fell from 2.30 s to 1.20 s, highest 9.00 s. One gap without calls.",
    );
  });

  test("does not take a bucket that is still filling for the end", () => {
    expect(told(latency(0, 2300), latency(1, 2301), latency(2, 100, true))).toContain("stayed at 2.30 s");
  });

  test("says when there is nothing", () => {
    expect(told()).toBe("Latency: no data in this range.");
  });
});

test("a trend in words", () => {
  expect(describeTrend([null, 2300, 4000, 3400])).toBe("p95 from 2.30 s to 3.40 s, highest 4.00 s");
  expect(describeTrend([null, 2300])).toBe("p95 2.30 s, one sample");
  expect(describeTrend([null, null])).toBe("no latency in this range");
});
