import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { opentelemetry } from "#wire";
import { decodeTraces } from "./decode-traces.ts";
import { generatedSpans } from "./generated-span.case.ts";
import {
  attribute,
  long,
  NOW,
  START_NANO,
  traceBody,
  type WireSpan,
  wireSpan,
  type WireValue,
} from "./span-body.case.ts";

const { SpanKind } = opentelemetry.proto.trace.v1.Span;
const { StatusCode } = opentelemetry.proto.trace.v1.Status;

const text = fc.string({ unit: "grapheme", maxLength: 80 });
const int64 = fc
  .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
  .map((value) => ({ intValue: long(BigInt.asUintN(64, value)).toSigned() }));

const value: fc.Arbitrary<WireValue> = fc.letrec<{ value: WireValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(
      text.map((stringValue) => ({ stringValue })),
      fc.boolean().map((boolValue) => ({ boolValue })),
      int64,
      fc.double().map((doubleValue) => ({ doubleValue })),
      fc.uint8Array({ maxLength: 10 }).map((bytesValue) => ({ bytesValue })),
      fc.constant({}),
    ),
    fc.array(tie("value"), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc
      .array(fc.tuple(text, tie("value")), { maxLength: 3 })
      .map((pairs) => ({ kvlistValue: { values: pairs.map(([key, inner]) => attribute(key, inner)) } })),
  ),
})).value;

const attributes = fc
  .array(fc.tuple(text, value), { maxLength: 5 })
  .map((pairs) => pairs.map(([key, inner]) => attribute(key, inner)));
const nanoseconds = fc.nat(2 ** 31 - 1).map((nano) => long(START_NANO + BigInt(nano)));

const span: fc.Arbitrary<WireSpan> = fc
  .record({
    n: fc.integer({ min: 1 }),
    parentSpanId: fc.constantFrom(Buffer.alloc(0), Buffer.alloc(8, 7)),
    flags: fc.nat(0x3ff),
    name: text,
    kind: fc.constantFrom(SpanKind.SPAN_KIND_INTERNAL, SpanKind.SPAN_KIND_CLIENT),
    endTimeUnixNano: nanoseconds,
    attributes,
    events: fc.array(fc.record({ name: text, timeUnixNano: nanoseconds, attributes }), { maxLength: 2 }),
    links: fc.array(
      fc.record({
        traceId: fc.constant(Buffer.alloc(16, 1)),
        spanId: fc.constant(Buffer.alloc(8, 2)),
        attributes,
      }),
      { maxLength: 2 },
    ),
    status: fc.record({
      code: fc.constantFrom(StatusCode.STATUS_CODE_OK, StatusCode.STATUS_CODE_ERROR),
      message: text,
    }),
  })
  .map(({ n, ...change }) => wireSpan(n, change));

test("any span reads the same by hand as by the generated decoder", () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 3 }), (spans) => {
      const body = traceBody(spans);
      expect(decodeTraces(body, "protobuf", { now: NOW })).toEqual({
        spans: generatedSpans(body, NOW),
        rejected: {},
      });
    }),
    { numRuns: 500 },
  );
});

test("fields in any order, fields twice and fields of another type read the same too", () => {
  const bytes = fc.constantFrom(
    Buffer.from([0x2a, 1, 0x61]), // name "a"
    Buffer.from([0x2a, 1, 0x62]), // name "b"
    Buffer.from([0x28, 5]), // the name's number as a varint
    Buffer.from([0x30, 3]), // kind
    Buffer.from([0x4a, 3, 0x0a, 1, 0x6b]), // an attribute without a value
    Buffer.from([0x7a, 2, 0x18, 2]), // status code
    Buffer.from([0x7a, 3, 0x12, 1, 0x6d]), // status message
    Buffer.from([0x9b, 6, 0x08, 1, 0x9c, 6]), // a group in field 99
    Buffer.from([0x95, 6, 1, 2, 3, 4]), // fixed32 in field 98
  );
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 8 }), (fields) => {
      const body = traceBody([wireSpan(1, { $unknowns: fields })]);
      expect(decodeTraces(body, "protobuf", { now: NOW }).spans).toEqual(generatedSpans(body, NOW));
    }),
  );
});

const FOLDER = "../shared/captures";
const missing = existsSync(FOLDER) ? "" : ` (skipped: ${FOLDER} is missing)`;

describe.skipIf(missing !== "")(`recorded spans${missing}`, () => {
  test("every captured span reads the same by hand as by the generated decoder", () => {
    const now = Date.UTC(2026, 10, 25);
    for (const file of readdirSync(FOLDER).filter((name) => /\.traces\.\d+\.bin$/.test(name))) {
      const body = readFileSync(`${FOLDER}/${file}`);
      expect(decodeTraces(body, "protobuf", { now }).spans).toEqual(generatedSpans(body, now));
    }
  });
});
