import type { ProviderReply, ProviderRequest } from "./provider-server.ts";

const COUNTS = {
  billed_units: { input_tokens: 5, output_tokens: 3 },
  tokens: { input_tokens: 70, output_tokens: 4 },
};
const TOOL = { id: "weather_1", type: "function", function: { name: "weather", arguments: "{}" } };
const HEAD = { "content-type": "application/json", "x-request-id": "req-1", "retry-after": "0" };

/** Answers as Cohere does (API reference, v2 and v1); the model's name says what happens. */
export function answerAsCohere({ path, body }: ProviderRequest, nth: number): ProviderReply {
  const { model, stream } = JSON.parse(body) as { model: string; stream?: boolean };
  if (model === "limited" || (model === "flaky" && nth % 2 === 1))
    return whole({ id: "1", message: "trial key limit" }, 429);
  if (model === "unknown") return whole({ id: "1", message: "model not found" }, 404);
  if (path.endsWith("/embed")) return whole(EMBEDDINGS);
  if (path.endsWith("/rerank")) return whole({ id: "r1", results: [{ index: 0, relevance_score: 0.9 }] });
  const isV1 = path.endsWith("/v1/chat");
  if (stream !== true) return whole(isV1 ? V1_REPLY : V2_REPLY);
  return isV1 ? streamV1() : streamV2(model);
}

const EMBEDDINGS = {
  id: "e1",
  embeddings: { float: [[0.5]] },
  texts: ["a"],
  meta: { api_version: { version: "2" }, billed_units: { input_tokens: 2 } },
  response_type: "embeddings_by_type",
};
const V2_REPLY = {
  id: "c1",
  finish_reason: "TOOL_CALL",
  message: { role: "assistant", tool_plan: "I look.", tool_calls: [TOOL] },
  usage: { ...COUNTS, cached_tokens: 16 },
};
const V1_REPLY = {
  response_id: "r1",
  generation_id: "g1",
  text: "Hello",
  finish_reason: "COMPLETE",
  meta: COUNTS,
};

function whole(body: object, status = 200): ProviderReply {
  return { status, headers: HEAD, pieces: [JSON.stringify(body)] };
}

function streamV2(model: string): ProviderReply {
  const headers = { ...HEAD, "content-type": "text/event-stream" };
  const parts = [
    eventV2("message-start", { id: "c1", delta: { message: { role: "assistant", content: [] } } }),
    eventV2("content-start", { index: 0, delta: { message: { content: { type: "text", text: "" } } } }),
    eventV2("content-delta", { index: 0, delta: { message: { content: { text: "Hel" } } } }),
    eventV2("content-delta", { index: 0, delta: { message: { content: { text: "lo" } } } }),
  ];
  if (model === "cut") return { headers, pieces: parts, end: "cut" };
  if (model === "slow") return { headers, pieces: parts, end: "never" };
  if (model === "broken") return { headers, pieces: [...parts, "data: {no json\n\n"] };
  const last = [
    eventV2("content-end", { index: 0 }),
    eventV2("tool-call-start", { index: 1, delta: { message: { tool_calls: TOOL } } }),
    eventV2("message-end", { delta: { finish_reason: "TOOL_CALL", usage: COUNTS } }),
  ];
  return { headers, pieces: [...parts, ...last, "data: [DONE]\n\n"] };
}

function eventV2(type: string, rest: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
}

function streamV1(): ProviderReply {
  const end = { is_finished: true, finish_reason: "COMPLETE", response: V1_REPLY };
  const pieces = [
    eventV1("stream-start", { generation_id: "g1" }),
    eventV1("text-generation", { text: "Hel" }),
    eventV1("tool-calls-chunk", { tool_call_delta: { index: 0, name: "weather" } }),
    eventV1("tool-calls-chunk", { tool_call_delta: { index: 0, parameters: "{}" } }),
    eventV1("stream-end", end),
  ];
  return { headers: HEAD, pieces };
}

function eventV1(type: string, rest: object): string {
  return `${JSON.stringify({ is_finished: false, event_type: type, ...rest })}\n`;
}
