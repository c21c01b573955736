import Long from "long";
import protobuf from "protobufjs/minimal.js";
import { opentelemetry } from "#wire";

export type WireSpan = opentelemetry.proto.trace.v1.Span.$Properties;
export type WireValue = opentelemetry.proto.common.v1.AnyValue.$Properties;

export const NOW: number = Date.UTC(2026, 10, 24);
export const START_NANO: bigint = BigInt(NOW) * 1_000_000n;

/** A sound span of the conventions, with a number in its id so that several can be told apart. */
export function wireSpan(n: number, change: WireSpan = {}): WireSpan {
  return {
    traceId: Buffer.from(n.toString(16).padStart(32, "0"), "hex"),
    spanId: Buffer.from(n.toString(16).padStart(16, "0"), "hex"),
    name: "chat gpt-5",
    startTimeUnixNano: long(START_NANO),
    endTimeUnixNano: long(START_NANO + 1_500_000_000n),
    attributes: [attribute("gen_ai.operation.name", "chat"), attribute("gen_ai.request.model", "gpt-5")],
    ...change,
  };
}

export function long(value: bigint): Long {
  return Long.fromString(value.toString(), true);
}

export function attribute(
  key: string,
  value: string | number | WireValue,
): opentelemetry.proto.common.v1.KeyValue.$Properties {
  if (typeof value === "string") return { key, value: { stringValue: value } };
  return { key, value: typeof value === "number" ? { intValue: Long.fromNumber(value) } : value };
}

export function traceBody(spans: readonly WireSpan[]): Uint8Array {
  const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;
  return ExportTraceServiceRequest.encode({
    resourceSpans: [
      {
        resource: { attributes: [attribute("service.name", "shop")] },
        scopeSpans: [{ scope: { name: "test", version: "1.0" }, spans: [...spans] }],
      },
    ],
  }).finish();
}

/** A value with this many lists in each other. */
export function nested(depth: number): WireValue {
  let value: WireValue = { stringValue: "core" };
  for (let i = 0; i < depth; i += 1) value = { arrayValue: { values: [value] } };
  return value;
}

/** The bytes of a span's attribute with that many lists in each other, deeper than any encoder would go. */
export function deepAttribute(depth: number): Uint8Array {
  let value = field(1, Buffer.from("core"));
  for (let i = 0; i < depth; i += 1) value = field(5, field(1, value));
  return field(9, Buffer.concat([field(1, Buffer.from("deep")), field(2, value)]));
}

function field(number: number, content: Uint8Array): Uint8Array {
  const head = protobuf.Writer.create()
    .uint32((number << 3) | 2)
    .uint32(content.length)
    .finish();
  return Buffer.concat([head, content]);
}
