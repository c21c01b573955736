import { SpanKind, SpanStatusCode, type AttributeValue } from "@opentelemetry/api";
import type { FinishedCall } from "./finished-call.ts";
import type { ProtobufWriter } from "./protobuf-writer.ts";

// Field numbers: opentelemetry-proto 1.x, trace/v1/trace.proto and common/v1/common.proto.
const SPANS_OF_SCOPE = 2;
const SPAN = { traceId: 1, spanId: 2, name: 5, kind: 6, startTime: 7, endTime: 8, attributes: 9, status: 15 };
const STATUS_CODE = 3;
const KEY_VALUE = { key: 1, value: 2 };
const ANY_VALUE = { text: 1, bool: 2, int: 3, double: 4, array: 5 };
const ARRAY_VALUES = 1;
/** OTLP counts span kinds from 1, OpenTelemetry's API from 0. */
const KIND_CLIENT = SpanKind.CLIENT + 1;

/** Appends a call as one more span of a scope. */
export function encodeSpan(writer: ProtobufWriter, call: FinishedCall): void {
  const span = writer.begin(SPANS_OF_SCOPE);
  writer.hex(SPAN.traceId, call.ids.traceId);
  writer.hex(SPAN.spanId, call.ids.spanId);
  writer.text(SPAN.name, call.name);
  writer.varint(SPAN.kind, KIND_CLIENT);
  writer.fixed64(SPAN.startTime, unixNano(call.startTime));
  writer.fixed64(SPAN.endTime, unixNano(call.startTime + call.durationMs));
  encodeAttributes(writer, SPAN.attributes, call.attributes);
  if (call.failed) {
    const status = writer.begin(SPAN.status);
    writer.varint(STATUS_CODE, SpanStatusCode.ERROR);
    writer.finish(status);
  }
  writer.finish(span);
}

/** Appends key-value pairs, each as one more entry of the repeated field. */
export function encodeAttributes(
  writer: ProtobufWriter,
  field: number,
  attributes: Iterable<readonly [key: string, value: AttributeValue]>,
): void {
  for (const [key, value] of attributes) {
    const pair = writer.begin(field);
    writer.text(KEY_VALUE.key, key);
    encodeValue(writer, KEY_VALUE.value, value);
    writer.finish(pair);
  }
}

function encodeValue(writer: ProtobufWriter, field: number, value: AttributeValue): void {
  const start = writer.begin(field);
  if (typeof value === "string") writer.text(ANY_VALUE.text, value);
  else if (typeof value === "boolean") writer.varint(ANY_VALUE.bool, value ? 1 : 0);
  else if (typeof value === "number") encodeNumber(writer, value);
  else encodeArray(writer, value);
  writer.finish(start);
}

function encodeNumber(writer: ProtobufWriter, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) writer.varint(ANY_VALUE.int, value);
  else writer.double(ANY_VALUE.double, value);
}

function encodeArray(writer: ProtobufWriter, values: Extract<AttributeValue, readonly unknown[]>): void {
  const array = writer.begin(ANY_VALUE.array);
  for (const value of values) encodeValue(writer, ARRAY_VALUES, value ?? "");
  writer.finish(array);
}

/** Nanoseconds of 2026 need 61 bits, a double has 53: whole milliseconds and the rest are counted apart. */
export function unixNano(milliseconds: number): bigint {
  const whole = Math.floor(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6));
}
