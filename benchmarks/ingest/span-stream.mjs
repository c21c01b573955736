import { randomFillSync } from "node:crypto";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// The exporters' own generated code is the oracle for the bytes; resolved from the package that has it.
const { ExportTraceServiceRequest } = require("@opentelemetry/otlp-transformer/build/src/generated/root.js")
  .opentelemetry.proto.collector.trace.v1;

/** As the OpenTelemetry conventions write a chat call today, without content, with our anatomy of three segments. */
const ATTRIBUTES = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-5",
  "gen_ai.response.model": "gpt-5-2025-08-07",
  "gen_ai.request.stream": true,
  "gen_ai.response.finish_reasons": ["stop"],
  "gen_ai.response.time_to_first_chunk": 0.31,
  "gen_ai.usage.input_tokens": 1200,
  "gen_ai.usage.cache_read.input_tokens": 1024,
  "gen_ai.usage.output_tokens": 245,
  "gen_ai.conversation.id": "session-4711",
  "user.id": "user-77",
};

const PROMPTS = 50;
/** Stand for what is different in every call, and are written over in the bytes of each request. */
const TRACE_ID = Buffer.from("a1b2c3d4e5f60718293a4b5c6d7e8f90", "hex");
const SPAN_ID = Buffer.from("f0e1d2c3b4a59687", "hex");
const START = 0x7a7b7c7d7e7f7071n;
const END = 0x6a6b6c6d6e6f6061n;

/**
 * Makes request bodies of `spans` calls, no two calls alike, at the cost of copying one that was encoded once: the
 * client must not be what is measured.
 *
 * @returns {() => Buffer}
 */
export function spanStream(spans) {
  const template = encode(spans);
  const traces = placesOf(template, TRACE_ID);
  const ids = placesOf(template, SPAN_ID);
  const starts = placesOf(template, littleEndian(START));
  const ends = placesOf(template, littleEndian(END));
  for (const places of [traces, ids, starts, ends]) {
    if (places.length !== spans) throw new Error(`${places.length} of ${spans} places found`);
  }
  const random = Buffer.alloc(spans * 26);
  return () => {
    const body = Buffer.from(template);
    randomFillSync(random);
    const now = BigInt(Date.now()) * 1_000_000n;
    for (let i = 0; i < spans; i += 1) {
      random.copy(body, traces[i], i * 26, i * 26 + 16);
      random.copy(body, ids[i], i * 26 + 16, i * 26 + 24);
      const durationNs = 400_000_000n + BigInt(random.readUInt16LE(i * 26 + 24)) * 20_000n;
      const start = now - 5_000_000_000n + BigInt(i) * 1_000_000n;
      body.writeBigUInt64LE(start, starts[i]);
      body.writeBigUInt64LE(start + durationNs, ends[i]);
    }
    return body;
  };
}

function encode(spans) {
  const list = Array.from({ length: spans }, (_, i) => ({
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    name: "chat gpt-5",
    kind: 3,
    startTimeUnixNano: String(START),
    endTimeUnixNano: String(END),
    attributes: keyValues({
      ...ATTRIBUTES,
      "gen_ai.prompt.name": `prompt-${i % PROMPTS}`,
      "gen_ai.prompt.version": `v${(i % 8) + 1}`,
      "gen_ai.response.id": `chatcmpl-${i}`,
      "promptprof.segments.paths": ["system/rules", "system/examples", "user/question"],
      "promptprof.segments.kinds": ["static", "static", "variable"],
      "promptprof.segments.hashes": ["0011223344556677", "8899aabbccddeeff", "0123456789abcdef"],
      "promptprof.segments.weights": [2000, 2400, 120],
    }),
    status: {},
  }));
  const scopeSpans = [{ scope: { name: "promptprof", version: "0.1.0" }, spans: list }];
  const resource = {
    attributes: keyValues({ "service.name": "shop", "deployment.environment.name": "prod" }),
  };
  const request = ExportTraceServiceRequest.fromObject({ resourceSpans: [{ resource, scopeSpans }] });
  return Buffer.from(ExportTraceServiceRequest.encode(request).finish());
}

function keyValues(attributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value) {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function littleEndian(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function placesOf(bytes, wanted) {
  const places = [];
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) places.push(at);
  return places;
}
