import { expect, test } from "vitest";
import { google, opentelemetry } from "#wire";
import {
  encodeLogsResponse,
  encodeMetricsResponse,
  encodeStatus,
  encodeTraceResponse,
  partialSuccessOf,
} from "./encode-response.ts";

const text = (body: Uint8Array) => Buffer.from(body).toString("utf8");
const partial = { rejected: 3, message: "3 rejected: 2 invalid_utf8, 1 negative_tokens" };

test("when everything was taken the protobuf answer is empty and the JSON answer is {}", () => {
  for (const encode of [encodeTraceResponse, encodeLogsResponse, encodeMetricsResponse]) {
    expect(encode("protobuf", null)).toHaveLength(0);
    expect(text(encode("json", null))).toBe("{}");
  }
});

test("what was rejected is counted in the field of its signal", () => {
  const { trace, logs, metrics } = opentelemetry.proto.collector;
  const traces = trace.v1.ExportTraceServiceResponse.decode(encodeTraceResponse("protobuf", partial));
  expect(traces.partialSuccess?.rejectedSpans?.toNumber()).toBe(3);
  expect(traces.partialSuccess?.errorMessage).toBe(partial.message);
  const records = logs.v1.ExportLogsServiceResponse.decode(encodeLogsResponse("protobuf", partial));
  expect(records.partialSuccess?.rejectedLogRecords?.toNumber()).toBe(3);
  const points = metrics.v1.ExportMetricsServiceResponse.decode(encodeMetricsResponse("protobuf", partial));
  expect(points.partialSuccess?.rejectedDataPoints?.toNumber()).toBe(3);
  expect(text(encodeTraceResponse("json", partial))).toBe(
    `{"partialSuccess":{"rejectedSpans":"3","errorMessage":"${partial.message}"}}`,
  );
  expect(text(encodeLogsResponse("json", partial))).toContain('"rejectedLogRecords":"3"');
  expect(text(encodeMetricsResponse("json", partial))).toContain('"rejectedDataPoints":"3"');
});

test("a failure is a google.rpc.Status", () => {
  expect(google.rpc.Status.decode(encodeStatus("protobuf", 3, "bad body"))).toMatchObject({
    code: 3,
    message: "bad body",
  });
  expect(text(encodeStatus("json", 14, "try again"))).toBe('{"code":14,"message":"try again"}');
});

test("reasons add up to one line, and nothing rejected is null", () => {
  expect(partialSuccessOf({ invalid_utf8: 2, negative_tokens: 1, unreadable: 0 })).toEqual(partial);
  expect(partialSuccessOf({})).toBeNull();
});
