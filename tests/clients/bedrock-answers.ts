import { awsEvent } from "./aws-event-stream.ts";
import type { ProviderReply, ProviderRequest } from "./provider-server.ts";

const HEAD = { "content-type": "application/json", "x-amzn-requestid": "aws-1" };
const STREAM_HEAD = { ...HEAD, "content-type": "application/vnd.amazon.eventstream" };
const USAGE = { inputTokens: 6, outputTokens: 3, totalTokens: 13, cacheReadInputTokens: 4 };
const METRICS = { inputTokenCount: 8, outputTokenCount: 2, invocationLatency: 5, firstByteLatency: 2 };

/** Answers as Bedrock does (API reference, "Converse" ... "InvokeModelWithResponseStream"); the model's name says what happens. */
export function answerAsBedrock({ path }: ProviderRequest, nth: number): ProviderReply {
  const [, , modelId = "", operation = ""] = path.split("/").map(decodeURIComponent);
  if (modelId === "limited" || (modelId === "flaky" && nth % 2 === 1))
    return failure("ThrottlingException", "Too many tokens, please wait", 429);
  if (modelId === "unknown") return failure("ValidationException", "The provided model is invalid", 400);
  switch (operation) {
    case "converse":
      return whole(CONVERSED);
    case "converse-stream":
      return converseStream(modelId);
    case "invoke":
      return whole(invoked(modelId));
    default:
      return { headers: STREAM_HEAD, pieces: invokedEvents(modelId).map(chunk) };
  }
}

const CONVERSED = {
  output: {
    message: {
      role: "assistant",
      content: [{ text: "Hello" }, { toolUse: { toolUseId: "t1", name: "weather", input: {} } }],
    },
  },
  stopReason: "tool_use",
  usage: USAGE,
  metrics: { latencyMs: 5 },
};

function whole(body: object): ProviderReply {
  return { headers: HEAD, pieces: [JSON.stringify(body)] };
}

function failure(type: string, message: string, status: number): ProviderReply {
  return { status, headers: { ...HEAD, "x-amzn-errortype": type }, pieces: [JSON.stringify({ message })] };
}

function converseStream(modelId: string): ProviderReply {
  const parts = [
    awsEvent("messageStart", { role: "assistant" }),
    awsEvent("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Hel" } }),
    awsEvent("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "lo" } }),
  ];
  if (modelId === "cut") return { headers: STREAM_HEAD, pieces: parts, end: "cut" };
  if (modelId === "slow") return { headers: STREAM_HEAD, pieces: parts, end: "never" };
  if (modelId === "failing")
    return {
      headers: STREAM_HEAD,
      pieces: [...parts, awsEvent("throttlingException", { message: "Slow down" }, "exception")],
    };
  const last = [
    awsEvent("contentBlockStop", { contentBlockIndex: 0 }),
    awsEvent("messageStop", { stopReason: "end_turn" }),
    awsEvent("metadata", { usage: USAGE, metrics: { latencyMs: 5 } }),
  ];
  return { headers: STREAM_HEAD, pieces: [...parts, ...last] };
}

/** Each model has a format of its own ("Inference request parameters and response fields", user guide). */
function invoked(modelId: string): object {
  if (modelId.startsWith("meta."))
    return { generation: "Hello", prompt_token_count: 8, generation_token_count: 2, stop_reason: "stop" };
  if (modelId.startsWith("amazon.titan-embed")) return { embedding: [0.5], inputTextTokenCount: 4 };
  if (modelId.startsWith("amazon.titan"))
    return {
      inputTextTokenCount: 8,
      results: [{ tokenCount: 2, outputText: "Hello", completionReason: "FINISH" }],
    };
  const usage = { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 3 };
  const content = [{ type: "text", text: "Hello" }];
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude",
    content,
    stop_reason: "end_turn",
    usage,
  };
}

function invokedEvents(modelId: string): object[] {
  if (modelId.startsWith("meta."))
    return [
      { generation: "Hel", prompt_token_count: 8, generation_token_count: 1, stop_reason: null },
      { generation: "lo", generation_token_count: 2, stop_reason: null },
      { generation: "", stop_reason: "stop", "amazon-bedrock-invocationMetrics": METRICS },
    ];
  const usage = { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 1 };
  const message = { id: "msg_1", type: "message", role: "assistant", model: "claude", content: [], usage };
  return [
    { type: "message_start", message },
    delta("Hel"),
    delta("lo"),
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 3 } },
    { type: "message_stop", "amazon-bedrock-invocationMetrics": METRICS },
  ];
}

function delta(text: string): object {
  return { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } };
}

function chunk(event: object): Buffer {
  return awsEvent("chunk", { bytes: Buffer.from(JSON.stringify(event)).toString("base64") });
}
