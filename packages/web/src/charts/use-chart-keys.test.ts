import { describe, expect, test } from "vitest";
import { sampledIndices } from "./chart-frame.ts";
import { quantilesFrame } from "./frames.ts";
import { seriesAnswer, START, STEP_MS } from "./series-answer.case.ts";
import { stepped } from "./use-chart-keys.ts";

describe("arrow keys go from sample to sample", () => {
  // A hole at bucket 2: the frame has times 0, 1, (2), 4.
  const frame = quantilesFrame(
    seriesAnswer([0, 1, 4].map((bucket) => ({ bucket, values: { p95: bucket + 1 } }))),
  );
  const samples = sampledIndices(frame);
  const from = (bucket: number | undefined, key: Parameters<typeof stepped>[0]) => {
    const index = stepped(key, frame, samples, bucket === undefined ? undefined : START + bucket * STEP_MS);
    return index === undefined ? undefined : ((frame.times[index] ?? NaN) - START) / STEP_MS;
  };

  test("over the hole, in both directions", () => {
    expect(from(1, "ArrowRight")).toBe(4);
    expect(from(4, "ArrowLeft")).toBe(1);
  });

  test("from nowhere to the newest, and not beyond the edges", () => {
    expect(from(undefined, "ArrowLeft")).toBe(4);
    expect(from(4, "ArrowRight")).toBe(4);
    expect(from(0, "ArrowLeft")).toBe(0);
  });

  test("Home and End go to the edges", () => {
    expect(from(1, "Home")).toBe(0);
    expect(from(1, "End")).toBe(4);
  });

  test("nowhere where there is no sample", () => {
    expect(stepped("End", quantilesFrame(seriesAnswer([])), [], undefined)).toBeUndefined();
  });
});
