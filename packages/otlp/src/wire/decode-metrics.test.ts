import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeMetrics } from "./decode-metrics.ts";

const FOLDER = "../shared/captures";
const FILE = `${FOLDER}/otel-instrumentation-openai.metrics.0.bin`;
const missing = existsSync(FILE) ? "" : ` (skipped: ${FILE} is missing)`;

describe.skipIf(missing !== "")(`recorded metrics${missing}`, () => {
  test("the histogram of tokens holds the 720 input and 270 output tokens that the spans report", () => {
    const { metrics, rejected } = decodeMetrics(readFileSync(FILE), "protobuf");
    expect(rejected).toEqual({});
    const tokens = metrics.find(({ name }) => name === "gen_ai.client.token.usage");
    expect(tokens).toMatchObject({ kind: "histogram", temporality: 2, unit: "{token}" });
    const sum = (type: string) =>
      tokens?.points
        .filter(({ attributes }) => attributes.get("gen_ai.token.type") === type)
        .reduce((total, { value }) => total + (value ?? 0), 0);
    expect([sum("input"), sum("output")]).toEqual([720, 270]);
  });

  test("the merged JSON gives the same as the protobuf body", () => {
    const json = decodeMetrics(readFileSync(`${FOLDER}/otel-instrumentation-openai.json`), "json");
    expect(json).toEqual(decodeMetrics(readFileSync(FILE), "protobuf"));
  });
});

test("a metric without data costs itself alone", () => {
  const sum = {
    name: "s",
    sum: { aggregationTemporality: 1, dataPoints: [{ asInt: "3", timeUnixNano: "1000000" }] },
  };
  const body = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "empty" }, sum] }] }] };
  expect(decodeMetrics(Buffer.from(JSON.stringify(body)), "json")).toMatchObject({
    rejected: { unreadable: 1 },
    metrics: [{ name: "s", kind: "sum", temporality: 1, points: [{ value: 3, time: 1, count: null }] }],
  });
});
