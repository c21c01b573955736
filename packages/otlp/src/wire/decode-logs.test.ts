import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { opentelemetry } from "#wire";
import { decodeLogs } from "./decode-logs.ts";

const FILE = "../shared/captures/otel-instrumentation-openai.logs.0.bin";
const missing = existsSync(FILE) ? "" : ` (skipped: ${FILE} is missing)`;

describe.skipIf(missing !== "")(`recorded log events${missing}`, () => {
  test("names come from the field or from the attribute, and each belongs to its span", () => {
    const { records, rejected } = decodeLogs(readFileSync(FILE), "protobuf");
    expect(rejected).toEqual({});
    expect(records).toHaveLength(21);
    const names = new Set(records.map(({ eventName }) => eventName));
    expect(names).toContain("gen_ai.choice");
    expect(names).toContain("gen_ai.client.inference.operation.details");
    expect(records.every(({ traceId, spanId }) => traceId?.length === 32 && spanId?.length === 16)).toBe(
      true,
    );
    expect(records.find(({ eventName }) => eventName === "gen_ai.choice")?.body).toBeInstanceOf(Map);
  });
});

test("JSON and protobuf give the same record", () => {
  const { ExportLogsServiceRequest } = opentelemetry.proto.collector.logs.v1;
  const { SeverityNumber } = opentelemetry.proto.logs.v1;
  const record = {
    eventName: "e",
    severityNumber: SeverityNumber.SEVERITY_NUMBER_INFO,
    body: { stringValue: "b" },
    traceId: Buffer.alloc(16, 1),
    spanId: Buffer.alloc(8, 2),
  };
  const protobuf = ExportLogsServiceRequest.encode({
    resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }],
  }).finish();
  const json = {
    resourceLogs: [
      { scopeLogs: [{ logRecords: [{ ...record, traceId: "01".repeat(16), spanId: "02".repeat(8) }] }] },
    ],
  };
  const fromProtobuf = decodeLogs(protobuf, "protobuf");
  expect(fromProtobuf.records).toMatchObject([
    { eventName: "e", severity: 9, body: "b", spanId: "02".repeat(8), time: 0 },
  ]);
  expect(decodeLogs(Buffer.from(JSON.stringify(json)), "json")).toEqual(fromProtobuf);
});

test("an id of the wrong length costs that record alone", () => {
  const body = {
    resourceLogs: [{ scopeLogs: [{ logRecords: [{ traceId: "ab" }, { body: { stringValue: "ok" } }] }] }],
  };
  expect(decodeLogs(Buffer.from(JSON.stringify(body)), "json")).toMatchObject({
    rejected: { invalid_trace_id: 1 },
    records: [{ body: "ok", traceId: null, spanId: null }],
  });
});
