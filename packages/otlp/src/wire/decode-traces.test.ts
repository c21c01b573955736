import fc from "fast-check";
import { expect, test } from "vitest";
import { opentelemetry } from "#wire";
import { MalformedBodyError } from "./body-error.ts";
import { type BodyEncoding, decodeTraces } from "./decode-traces.ts";
import type { RejectReason } from "./rejected-record.ts";
import {
  attribute,
  deepAttribute,
  long,
  nested,
  NOW,
  START_NANO,
  traceBody,
  wireSpan,
  type WireSpan,
} from "./span-body.case.ts";

const { Span, Status } = opentelemetry.proto.trace.v1;
const options = { now: NOW };
const id = (bytes: number, fill: number) => Buffer.alloc(bytes, fill);

test("a span comes out in plain values", () => {
  const span = wireSpan(10, {
    parentSpanId: id(8, 0xab),
    flags: 0x301,
    kind: Span.SpanKind.SPAN_KIND_CLIENT,
    status: { code: Status.StatusCode.STATUS_CODE_ERROR, message: "429 slow down" },
    events: [
      { name: "exception", timeUnixNano: long(START_NANO + 5_000_000n), attributes: [attribute("a", "b")] },
    ],
    links: [{ traceId: id(16, 1), spanId: id(8, 2), attributes: [] }],
    attributes: [
      attribute("text", "é"),
      attribute("count", 42),
      attribute("big", { intValue: long(2n ** 60n).toSigned() }),
      attribute("list", { arrayValue: { values: [{ boolValue: true }, { doubleValue: 0.5 }] } }),
      attribute("object", { kvlistValue: { values: [attribute("__proto__", "x")] } }),
      attribute("bytes", { bytesValue: Buffer.from("hi") }),
      attribute("empty", {}),
    ],
  });
  const { spans, rejected } = decodeTraces(traceBody([span]), "protobuf", options);
  expect(rejected).toEqual({});
  expect(spans).toEqual([
    {
      traceId: "0000000000000000000000000000000a",
      spanId: "000000000000000a",
      parentSpanId: "abababababababab",
      parentIsRemote: true,
      name: "chat gpt-5",
      kind: 3,
      startTime: NOW,
      durationMs: 1500,
      attributes: new Map<string, unknown>([
        ["text", "é"],
        ["count", 42],
        ["big", 2n ** 60n],
        ["list", [true, 0.5]],
        ["object", new Map([["__proto__", "x"]])],
        ["bytes", Buffer.from("hi")],
        ["empty", null],
      ]),
      events: [{ name: "exception", offsetMs: 5, attributes: new Map([["a", "b"]]) }],
      links: [{ traceId: "01".repeat(16), spanId: "02".repeat(8), attributes: new Map() }],
      status: { code: 2, message: "429 slow down" },
      scope: { name: "test", version: "1.0" },
      resource: new Map([["service.name", "shop"]]),
    },
  ]);
});

const bad: readonly (readonly [why: string, reason: RejectReason, change: WireSpan])[] = [
  ["a trace id of 15 bytes", "invalid_trace_id", { traceId: id(15, 1) }],
  ["no trace id", "invalid_trace_id", { traceId: id(0, 0) }],
  ["a trace id of zeros", "invalid_trace_id", { traceId: id(16, 0) }],
  ["a span id of 16 bytes", "invalid_span_id", { spanId: id(16, 1) }],
  ["a span id of zeros", "invalid_span_id", { spanId: id(8, 0) }],
  ["a parent id of 4 bytes", "invalid_parent_span_id", { parentSpanId: id(4, 1) }],
  ["an end before the start", "end_before_start", { endTimeUnixNano: long(START_NANO - 1n) }],
  ["a start in 1970", "start_out_of_range", { startTimeUnixNano: long(0n) }],
  [
    "a start in 2200",
    "start_out_of_range",
    { startTimeUnixNano: long(BigInt(Date.UTC(2200, 0, 1)) * 1_000_000n) },
  ],
  ["33 lists in each other", "attribute_too_deep", { attributes: [attribute("deep", nested(33))] }],
  ["10,000 lists in each other", "attribute_too_deep", { $unknowns: [deepAttribute(10_000)] }],
  [
    "an attribute of 10 MiB and a byte",
    "attribute_too_large",
    { attributes: [attribute("long", "x".repeat(10 * 2 ** 20 + 1))] },
  ],
];

test.each(bad)("%s costs that span alone", (_why, reason, change) => {
  const { spans, rejected } = decodeTraces(
    traceBody([wireSpan(1), wireSpan(2, change), wireSpan(3)]),
    "protobuf",
    options,
  );
  expect(rejected).toEqual({ [reason]: 1 });
  expect(spans.map(({ spanId }) => spanId)).toEqual(["0000000000000001", "0000000000000003"]);
});

test("a start within a day after now is a clock that runs fast, not an error", () => {
  const start = START_NANO + 86_399_000_000_000n;
  const span = wireSpan(1, { startTimeUnixNano: long(start), endTimeUnixNano: long(start) });
  expect(decodeTraces(traceBody([span]), "protobuf", options).spans).toHaveLength(1);
});

test("32 lists in each other and 10 MiB in one attribute are taken", () => {
  const attributes = [attribute("deep", nested(32)), attribute("long", "x".repeat(10 * 2 ** 20))];
  expect(decodeTraces(traceBody([wireSpan(1, { attributes })]), "protobuf", options).rejected).toEqual({});
});

test("invalid UTF-8 costs that span alone; a real U+FFFD is text like any other", () => {
  const broken = traceBody([
    wireSpan(1),
    wireSpan(2, { name: "chat ~~~~~" }),
    wireSpan(3, { name: "\uFFFD" }),
  ]);
  const at = Buffer.from(broken).indexOf("~~~~~");
  broken.set([0xc3, 0x28, 0xff, 0xfe, 0x80], at);
  const { spans, rejected } = decodeTraces(broken, "protobuf", options);
  expect(rejected).toEqual({ invalid_utf8: 1 });
  expect(spans.map(({ name }) => name)).toEqual(["chat gpt-5", "\uFFFD"]);
});

test("a span whose inside is broken costs itself, because its length is known", () => {
  const body = Buffer.from(traceBody([wireSpan(1), wireSpan(2, { name: "@@@@@@@@" }), wireSpan(3)]));
  // The length before the name now points behind the end of the span.
  body[body.indexOf("@@@@@@@@") - 1] = 0x7f;
  const { spans, rejected } = decodeTraces(body, "protobuf", options);
  expect(rejected).toEqual({ unreadable: 1 });
  expect(spans).toHaveLength(2);
});

test("unknown fields are ignored on every level", () => {
  const unknown = Buffer.from([0xfa, 0x07, 0x03, 1, 2, 3, 0xf8, 0x07, 0x01]);
  const body = Buffer.concat([traceBody([wireSpan(1)]), unknown]);
  expect(decodeTraces(body, "protobuf", options).spans).toHaveLength(1);
});

test("an empty body is an empty request", () => {
  expect(decodeTraces(Buffer.alloc(0), "protobuf", options)).toEqual({ spans: [], rejected: {} });
  expect(decodeTraces(Buffer.alloc(0), "json", options)).toEqual({ spans: [], rejected: {} });
  expect(decodeTraces(Buffer.from("{}"), "json", options)).toEqual({ spans: [], rejected: {} });
});

test("what is no protobuf is malformed, in one line", () => {
  const texts = ["not protobuf at all", "<html><body>504</body></html>", "\n\u00ff\u00ff\u00ff"];
  for (const text of texts) {
    expect(() => decodeTraces(Buffer.from(text), "protobuf", options)).toThrow(MalformedBodyError);
  }
});

test("a request that is cut off is malformed", () => {
  const body = traceBody([wireSpan(1), wireSpan(2)]);
  expect(() => decodeTraces(body.subarray(0, body.length - 10), "protobuf", options)).toThrow(
    MalformedBodyError,
  );
});

test("no bytes whatever make the decoder do anything else than answer or call them malformed", () => {
  const sound = traceBody([wireSpan(1), wireSpan(2)]);
  const damaged = fc
    .array(fc.record({ at: fc.nat(sound.length - 1), byte: fc.nat(255) }), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const body = Uint8Array.from(sound);
      for (const { at, byte } of changes) body[at] = byte;
      return body;
    });
  fc.assert(
    fc.property(
      fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })),
      fc.constantFrom<BodyEncoding[]>("protobuf", "json"),
      (body, encoding) => {
        try {
          const { spans, rejected } = decodeTraces(body, encoding, options);
          expect(spans.length + Object.values(rejected).reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBodyError);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
