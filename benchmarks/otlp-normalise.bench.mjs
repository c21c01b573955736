// What it costs to make calls of spans: decode the bytes, observe each span, settle what is one call.
// The stream mixes seven dialects, without content, as exporters send it: 1,000 spans a request. Processor time of this
// process is measured, so that other work on the machine does not count; GC and JIT threads are in it.
import { createRequire } from "node:module";
import { decodeTraces, observe, Settler } from "@promptprof/otlp";
import { report } from "./report.mjs";

const SPANS = 1_000;
const ROUNDS = 40;
const NOW = Date.UTC(2026, 10, 24);

const require = createRequire(import.meta.url);
const { ExportTraceServiceRequest } = require("@opentelemetry/otlp-transformer/build/src/generated/root.js")
  .opentelemetry.proto.collector.trace.v1;

/** Attributes of one call span per dialect, as their newest releases write them; content is off. */
const DIALECTS = {
  "@opentelemetry/instrumentation-openai": {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.system": "openai",
    "server.address": "api.openai.com",
    "server.port": 443,
    "gen_ai.request.max_tokens": 100,
    "gen_ai.request.temperature": 0.2,
    "gen_ai.response.finish_reasons": ["stop"],
    "gen_ai.response.id": "chatcmpl-Bx81",
    "gen_ai.response.model": "gpt-5-2025-08-07",
    "gen_ai.usage.input_tokens": 1200,
    "gen_ai.usage.output_tokens": 245,
  },
  "@arizeai/openinference-instrumentation-openai": {
    "llm.prompt_template.version": "v1.2",
    "session.id": "session-4711",
    metadata: '{"team":"growth","env":"prod"}',
    "user.id": "user-77",
    "tag.tags": '["t1","t2"]',
    "openinference.span.kind": "LLM",
    "llm.model_name": "gpt-5-2025-08-07",
    "llm.invocation_parameters": '{"model":"gpt-5","temperature":0.2,"stream":true}',
    "llm.system": "openai",
    "llm.finish_reason": "stop",
    "llm.token_count.completion": 245,
    "llm.token_count.prompt": 1200,
    "llm.token_count.total": 1445,
    "llm.token_count.prompt_details.cache_read": 1024,
    "llm.token_count.completion_details.reasoning": 64,
  },
  "com.anthropic.sdk.typescript": {
    "gen_ai.provider.name": "anthropic",
    "server.address": "api.anthropic.com",
    "server.port": 443,
    "http.route": "/v1/messages",
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "claude-sonnet-4-5",
    "gen_ai.request.max_tokens": 1000,
    "gen_ai.request.stream": true,
    "http.request.method": "POST",
    "url.full": "https://api.anthropic.com/v1/messages",
    "http.response.status_code": 200,
    "anthropic.request.id": "req_011CV",
    "gen_ai.response.time_to_first_chunk": 0.085,
    "gen_ai.response.id": "msg_01X",
    "gen_ai.response.model": "claude-sonnet-4-5-20250929",
    "gen_ai.usage.cache_write.input_tokens": 32,
    "gen_ai.usage.cache_read.input_tokens": 640,
    "anthropic.usage.cache_creation.ephemeral_5m_input_tokens": 32,
    "anthropic.usage.cache_creation.ephemeral_1h_input_tokens": 0,
    "gen_ai.usage.output_tokens": 245,
    "anthropic.message.stop_reason": "end_turn",
    "gen_ai.usage.input_tokens": 1520,
  },
  "@traceloop/instrumentation-openai": {
    "gen_ai.provider.name": "openai",
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-5",
    "traceloop.workflow.name": "answer",
    "traceloop.association.properties.user_id": "user-77",
    "traceloop.association.properties.session_id": "session-4711",
    "traceloop.association.properties.team": "growth",
    "gen_ai.response.model": "gpt-5-2025-08-07",
    "gen_ai.response.id": "chatcmpl-Bx82",
    "gen_ai.usage.total_tokens": 1445,
    "gen_ai.usage.output_tokens": 245,
    "gen_ai.usage.input_tokens": 1200,
    "gen_ai.response.finish_reasons": ["stop"],
  },
  ai: {
    "operation.name": "ai.streamText.doStream answer",
    "resource.name": "answer",
    "ai.operationId": "ai.streamText.doStream",
    "ai.telemetry.functionId": "answer",
    "ai.model.provider": "openai.responses",
    "ai.model.id": "gpt-5",
    "ai.settings.maxRetries": 2,
    "ai.telemetry.metadata.promptName": "greet",
    "ai.telemetry.metadata.promptVersion": "v3",
    "ai.telemetry.metadata.userId": "user-77",
    "ai.telemetry.metadata.sessionId": "session-4711",
    "gen_ai.system": "openai.responses",
    "gen_ai.request.model": "gpt-5",
    "ai.response.msToFirstChunk": 118.36,
    "ai.response.msToFinish": 204.7,
    "ai.response.finishReason": "stop",
    "ai.response.id": "resp_01",
    "ai.response.model": "gpt-5-2025-08-07",
    "ai.response.timestamp": "2026-11-24T02:37:07.000Z",
    "ai.response.providerMetadata": '{"openai":{"responseId":"resp_01","serviceTier":"default"}}',
    "ai.usage.inputTokens": 1200,
    "ai.usage.outputTokens": 245,
    "ai.usage.totalTokens": 1445,
    "ai.usage.cachedInputTokens": 1024,
    "gen_ai.response.finish_reasons": ["stop"],
    "gen_ai.response.id": "resp_01",
    "gen_ai.response.model": "gpt-5-2025-08-07",
    "gen_ai.usage.input_tokens": 1200,
    "gen_ai.usage.output_tokens": 245,
  },
  "langfuse-sdk": {
    "langfuse.environment": "prod",
    "user.id": "user-77",
    "session.id": "session-4711",
    "langfuse.trace.name": "answer",
    "langfuse.trace.tags": ["t1"],
    "langfuse.trace.metadata.team": "growth",
    "langfuse.observation.type": "generation",
    "langfuse.observation.model.name": "gpt-5-2025-08-07",
    "langfuse.observation.model.parameters": '{"stream":true}',
    "langfuse.observation.prompt.name": "greet",
    "langfuse.observation.prompt.version": 3,
    "langfuse.observation.usage_details":
      '{"input":176,"output":181,"total":1445,"input_cached_tokens":1024,"output_reasoning_tokens":64}',
    "langfuse.observation.completion_start_time": '"2026-11-24T00:00:00.097Z"',
  },
  "@promptprof/sdk": {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.request.stream": true,
    "gen_ai.prompt.name": "greet",
    "gen_ai.prompt.version": "v3",
    "gen_ai.conversation.id": "session-4711",
    "user.id": "user-77",
    "promptprof.team": "growth",
    "gen_ai.response.model": "gpt-5-2025-08-07",
    "gen_ai.response.id": "chatcmpl-Bx83",
    "gen_ai.response.finish_reasons": ["stop"],
    "gen_ai.response.time_to_first_chunk": 0.118,
    "gen_ai.usage.input_tokens": 1200,
    "gen_ai.usage.cache_read.input_tokens": 1024,
    "gen_ai.usage.output_tokens": 245,
    "promptprof.attempts": 1,
    "promptprof.segments.paths": ["system/rules", "system/examples", "user/question"],
    "promptprof.segments.kinds": ["static", "static", "variable"],
    "promptprof.segments.hashes": ["0011223344556677", "8899aabbccddeeff", "0123456789abcdef"],
    "promptprof.segments.weights": [2000, 2400, 120],
  },
};

function anyValue(value) {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

const keyValues = (attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
const id = (n, digits) => (n + 1).toString(16).padStart(digits, "0");
const nano = (ms) => `${ms}000000`;

/** One request of all dialects in equal parts, every span a trace of its own. */
function request() {
  const scopes = Object.entries(DIALECTS);
  const scopeSpans = scopes.map(([name, attributes], s) => ({
    scope: { name, version: "1.0.0" },
    spans: Array.from({ length: Math.ceil((SPANS - s) / scopes.length) }, (_, i) => ({
      traceId: id(i * scopes.length + s, 32),
      spanId: id(i * scopes.length + s, 16),
      name: "chat",
      kind: 3,
      startTimeUnixNano: nano(NOW - SPANS + i),
      endTimeUnixNano: nano(NOW + 1000),
      attributes: keyValues(inOwnWords(attributes, i)),
      status: {},
    })),
  }));
  return { resourceSpans: [{ resource: { attributes: keyValues({ "service.name": "shop" }) }, scopeSpans }] };
}

/** No two calls are alike, or all of them would be suspected duplicates of each other. */
function inOwnWords(attributes, i) {
  const changed = Object.entries(attributes).map(([name, value]) => {
    if (/input_tokens$|prompt$|inputTokens$/i.test(name) && typeof value === "number")
      return [name, value + i];
    return [name, name.endsWith("response.id") ? `${value}${i}` : value];
  });
  return Object.fromEntries(changed);
}

function protobufOf(json) {
  const withBytes = structuredClone(json);
  for (const { spans } of withBytes.resourceSpans[0].scopeSpans) {
    for (const span of spans) {
      span.traceId = Buffer.from(span.traceId, "hex");
      span.spanId = Buffer.from(span.spanId, "hex");
    }
  }
  return ExportTraceServiceRequest.encode(ExportTraceServiceRequest.fromObject(withBytes)).finish();
}

/** Median processor time of one run, in microseconds per span. */
function measure(run) {
  for (let i = 0; i < 10; i += 1) run();
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / SPANS;
  });
  return times.toSorted((a, b) => a - b)[ROUNDS / 2];
}

const json = Buffer.from(JSON.stringify(request()));
const protobuf = protobufOf(request());
const { spans } = decodeTraces(protobuf, "protobuf", { now: NOW });
if (spans.length !== SPANS) throw new Error(`${spans.length} spans decoded, expected ${SPANS}`);
const readings = spans.map((span) => observe(span));
if (readings.some(({ kind }) => kind !== "call")) throw new Error("every span of this stream is a call");

function settle() {
  const settler = new Settler();
  settler.add(
    readings.map((observation) => ({ observation, batch: 1 })),
    NOW,
  );
  return settler.takeAll(NOW).calls.length;
}

const decodeProtobuf = () => decodeTraces(protobuf, "protobuf", { now: NOW });
const steps = {
  "decode protobuf": decodeProtobuf,
  "decode JSON": () => decodeTraces(json, "json", { now: NOW }),
  "observe (normalise)": () => spans.map((span) => observe(span)),
  settle,
  "protobuf to observation": () => decodeProtobuf().spans.map((span) => observe(span)),
};

const rows = Object.entries(steps).map(([step, run]) => {
  const microseconds = measure(run);
  return {
    step,
    "us per span": Number(microseconds.toFixed(2)),
    "ms per 1,000": Number(microseconds.toFixed(2)),
    "spans/s on one core": Math.round(1e6 / microseconds),
  };
});

report(
  "otlp-normalise",
  { spans: SPANS, rounds: ROUNDS, protobufBytes: protobuf.length, jsonBytes: json.length },
  rows,
);
