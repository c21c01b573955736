import type { Call } from "@promptprof/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeTraces } from "../wire/decode-traces.ts";
import { observe } from "../observe.ts";
import { anyCall } from "./any-call.case.ts";
import { encodeCalls } from "./encode-calls.ts";
import { encodeCallsJson } from "./encode-calls-json.ts";

const now = Date.UTC(2026, 10, 24);

test("every call comes back equal from its protobuf bytes", () => {
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 5 }), (calls) => {
      expect(sorted(readBack(encodeCalls(calls), "protobuf"))).toEqual(sorted(calls));
    }),
    { numRuns: 300 },
  );
});

test("every call comes back equal from its JSON bytes", () => {
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 5 }), (calls) => {
      expect(sorted(readBack(encodeCallsJson(calls), "json"))).toEqual(sorted(calls));
    }),
    { numRuns: 300 },
  );
});

function readBack(body: Uint8Array, encoding: "protobuf" | "json"): Call[] {
  const { spans, rejected } = decodeTraces(body, encoding, { now });
  expect(rejected).toEqual({});
  return spans.map((span) => {
    const reading = observe(span);
    return reading.kind === "call" ? reading.call : expect.unreachable(`${reading.kind} is no call`);
  });
}

function sorted(calls: readonly Call[]): Call[] {
  return calls.toSorted((a, b) => (a.traceId + a.spanId < b.traceId + b.spanId ? -1 : 1));
}
