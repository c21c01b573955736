import { describe, expect, test } from "vitest";
import { costFrame, quantilesFrame } from "./frames.ts";
import { lonelyIndices, plotColumns, upperEdges } from "./plot-columns.ts";
import { seriesAnswer } from "./series-answer.case.ts";

const latency = (bucket: number, p95: number, partial = false) => ({
  bucket,
  partial,
  values: { p50: p95 / 2, p95, p99: p95 * 2 },
});

describe("lines", () => {
  const frame = quantilesFrame(
    seriesAnswer([latency(0, 10, true), latency(1, 11), latency(2, 12), latency(3, 13, true)]),
  );

  test("settled samples are solid; the dotted part begins at the last of them", () => {
    expect(plotColumns(frame, 1)).toEqual({ settled: [null, 11, 12, null], partial: [10, 11, 12, 13] });
  });

  test("a frame without partial buckets has nothing dotted", () => {
    const settled = quantilesFrame(seriesAnswer([latency(0, 10), latency(1, 11)]));
    expect(plotColumns(settled, 1).partial).toEqual([null, null]);
  });
});

const values = (input: number, output: number) => ({
  input,
  cacheRead: 0,
  cacheWrite: 0,
  output,
  total: input + output,
});

describe("stacks", () => {
  const frame = costFrame(
    seriesAnswer([
      { bucket: 0, values: values(5, 7) },
      { bucket: 1, values: values(1, 2), partial: true },
    ]),
  );

  test("each part stands on those below", () => {
    expect(upperEdges(frame, 0)).toEqual([5, 1]);
    expect(upperEdges(frame, 1)).toEqual([12, 3]);
  });

  test("a bar is settled or partial, never both", () => {
    expect(plotColumns(frame, 1)).toEqual({ settled: [12, null], partial: [null, 3] });
  });
});

test("a sample without neighbours is a dot, since no line can show it", () => {
  expect(lonelyIndices([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  expect(lonelyIndices([1])).toEqual([0]);
  expect(lonelyIndices([])).toEqual([]);
});
