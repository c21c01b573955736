import { decodeTraces } from "@promptprof/otlp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRequest } from "./encode-request.ts";
import { encodeSpan, unixNano } from "./encode-span.ts";
import type { FinishedCall } from "./finished-call.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** What promptprof's server reads of it; its decoder is held against OpenTelemetry's own. */
function sent(calls: readonly FinishedCall[], resource = {}) {
  const writer = new ProtobufWriter();
  for (const call of calls) encodeSpan(writer, call);
  return decodeTraces(Buffer.concat(encodeRequest(resource, writer.take())), "protobuf", { now: Date.now() });
}

const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef".split("")), minLength: digits, maxLength: digits });
const text = fc.string({ unit: "binary", maxLength: 300 });
const value = fc.oneof(
  text,
  fc.boolean(),
  fc.maxSafeNat(),
  fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
  fc.array(text, { maxLength: 5 }),
  fc.array(fc.maxSafeNat(), { maxLength: 5 }),
);
const anyCall: fc.Arbitrary<FinishedCall> = fc.record({
  ids: fc.record({ traceId: hex(32), spanId: hex(16) }),
  name: text.filter((name) => name !== ""),
  startTime: fc.integer({ min: 1_700_000_000_000, max: 1_790_000_000_000 }),
  durationMs: fc.integer({ min: 0, max: 600_000 }),
  failed: fc.boolean(),
  attributes: fc
    .dictionary(
      text.filter((key) => key !== "" && key !== "__proto__"),
      value,
      { maxKeys: 8 },
    )
    .map((pairs) => new Map(Object.entries(pairs))),
});

test("what is encoded is what a decoder reads", () => {
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 4 }), (calls) => {
      const named = calls.filter(({ ids }) => !/^0+$/.test(ids.traceId) && !/^0+$/.test(ids.spanId));
      const { spans, rejected } = sent(named, { "service.name": "shop" });
      expect(rejected).toEqual({});
      expect(
        spans.map(({ traceId, spanId, name, startTime, durationMs, status, attributes }) => ({
          ids: { traceId, spanId },
          name,
          startTime,
          durationMs,
          failed: status.code === 2,
          attributes: new Map(attributes),
        })),
      ).toEqual(named);
      for (const span of spans) expect(span).toMatchObject({ kind: 3, scope: { name: "@promptprof/sdk" } });
    }),
  );
});

test("nanoseconds keep the part of a millisecond", () => {
  expect(unixNano(1_764_000_000_000.25)).toBe(1_764_000_000_000_250_000n);
  expect(unixNano(0.000_001)).toBe(1n);
});
