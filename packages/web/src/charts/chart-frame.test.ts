import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOfFewCalls, sampledIndices, timesWithHoles } from "./chart-frame.ts";
import { costFrame, groupsFrame, quantilesFrame, tokensFrame } from "./frames.ts";
import { identityColours } from "./palette.ts";
import { seriesAnswer, START, STEP_MS } from "./series-answer.case.ts";

const at = (bucket: number) => START + bucket * STEP_MS;

describe("a missing bucket is a gap", () => {
  test("one time without a sample stands in each hole", () => {
    expect(timesWithHoles([at(0), at(1), at(5), at(6)], STEP_MS)).toEqual([
      at(0),
      at(1),
      at(2),
      at(5),
      at(6),
    ]);
  });

  test("a day of 25 hours is no hole", () => {
    const day = 86_400_000;
    expect(timesWithHoles([0, day, 2 * day + 3_600_000], day)).toHaveLength(3);
  });

  test("every time given is kept, in order, and never two holes in a row", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 })), (buckets) => {
        const given = buckets.map(at);
        const times = timesWithHoles(given, STEP_MS);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times).toEqual(expect.arrayContaining(given));
        const isHole = times.map((time) => !given.includes(time));
        expect(isHole.some((hole, i) => hole && isHole[i + 1])).toBe(false);
      }),
    );
  });

  test("a percentile is never 0 where there is none", () => {
    const frame = quantilesFrame(
      seriesAnswer([
        { bucket: 0, values: { p50: 100, p95: 200, p99: 300 } },
        { bucket: 1, n: 0, values: { p50: null, p95: null, p99: null } },
        { bucket: 4, values: { p50: 110, p95: 210, p99: 310 } },
      ]),
    );
    expect(frame.series.map(({ values }) => values)).toEqual([
      [100, null, null, 110],
      [200, null, null, 210],
      [300, null, null, 310],
    ]);
    expect(sampledIndices(frame)).toEqual([0, 3]);
  });
});

describe("groups", () => {
  const answer = seriesAnswer(
    [
      { bucket: 0, group: "v1", n: 400, values: { p95: 200 } },
      { bucket: 0, group: "v2", n: 30, values: { p95: 400 } },
      { bucket: 1, group: "v2", n: 30, values: { p95: 500 }, partial: true },
      { bucket: 1, group: null, n: 5, values: { p95: 600 } },
    ],
    { shown: 3, all: 41 },
  );
  const colours = identityColours(["v1", "v2"]);
  const frame = groupsFrame(answer, { value: "p95", unnamed: "no version", colours });

  test("each has its own line, with a gap where only others have calls", () => {
    expect(frame.series.map(({ label, values }) => [label, values])).toEqual([
      ["v1", [200, null]],
      ["v2", [400, 500]],
      ["no version", [null, 600]],
    ]);
  });

  test("the colour is the page's, and calls without a name have the ink of the rest, dashed", () => {
    expect(frame.series.map(({ colour }) => colour)).toEqual([
      colours.get("v1"),
      colours.get("v2"),
      "--ink-soft",
    ]);
    expect(frame.series.map(({ dashed }) => dashed)).toEqual([false, false, true]);
  });

  test("the frame knows what it leaves out, which buckets are partial, and which values are of few calls", () => {
    expect(frame.groups).toEqual({ shown: 3, all: 41 });
    expect(frame.partial).toEqual([false, true]);
    expect(frame.series.map((series) => isOfFewCalls(series, 0))).toEqual([false, true, true]);
  });
});

describe("stacks", () => {
  test("the input of a token count holds the cache; the stack has the parts side by side", () => {
    const values = { input: 1000, cacheRead: 600, cacheWrite: 100, output: 50, reasoning: 20 };
    const { series } = tokensFrame(seriesAnswer([{ bucket: 0, values }]));
    expect(series.map(({ key, values: [value] }) => [key, value])).toEqual([
      ["input", 300],
      ["cacheRead", 600],
      ["cacheWrite", 100],
      ["output", 50],
    ]);
  });

  test("parts that nobody uses are left out", () => {
    const values = { input: 5, cacheRead: 0, cacheWrite: 0, output: 7, total: 12 };
    expect(costFrame(seriesAnswer([{ bucket: 0, values }])).series.map(({ key }) => key)).toEqual([
      "input",
      "output",
    ]);
  });

  test("unpriced calls are unknown, not free", () => {
    const unknown = { input: null, cacheRead: null, cacheWrite: null, output: null, total: null };
    const priced = { input: 5, cacheRead: 0, cacheWrite: 0, output: 7, total: 12 };
    const frame = costFrame(
      seriesAnswer([
        { bucket: 0, n: 0, values: unknown },
        { bucket: 1, values: priced },
      ]),
    );
    expect(frame.series.map(({ values }) => values[0])).toEqual([null, null]);
    expect(sampledIndices(frame)).toEqual([1]);
  });
});
