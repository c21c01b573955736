import type { ProviderReply, ProviderRequest } from "./provider-server.ts";

const USAGE = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12, num_cached_tokens: 4 };
const TOOL = { id: "call12345", index: 0, function: { name: "weather", arguments: '{"city":"Rome"}' } };
const HEAD = { "content-type": "application/json", "x-ratelimit-limit-tokens-minute": "500000" };

/** Answers as Mistral does (API reference, "Chat", "Embeddings"); the model's name says what happens. */
export function answerAsMistral({ path, body }: ProviderRequest, nth: number): ProviderReply {
  const asked = JSON.parse(body) as { model?: string; stream?: boolean };
  const model = asked.model ?? "agent-model";
  if (model === "limited" || (model === "flaky" && nth % 2 === 1))
    return whole({ type: "rate_limited", message: "Slow down", code: "1300" }, 429);
  if (model === "unknown")
    return whole({ type: "invalid_model", message: "Invalid model: unknown", code: "1500" }, 400);
  if (path.endsWith("/embeddings")) return whole(embeddings(model));
  return asked.stream === true ? stream(model) : whole(completion(model));
}

function whole(body: object, status = 200): ProviderReply {
  return { status, headers: HEAD, pieces: [JSON.stringify(body)] };
}

function embeddings(model: string): object {
  const usage = { prompt_tokens: 5, completion_tokens: 0, total_tokens: 5 };
  const data = [{ object: "embedding", index: 0, embedding: [0.5] }];
  return { id: "e1", object: "list", model, data, usage };
}

function completion(model: string): object {
  const calls = model === "tools" ? { tool_calls: [TOOL] } : {};
  const message = { role: "assistant", content: '{"city":"Rome"}', ...calls };
  const choices = [{ index: 0, message, finish_reason: model === "tools" ? "tool_calls" : "stop" }];
  return { id: "cmpl-1", object: "chat.completion", created: 1, model, usage: USAGE, choices };
}

function stream(model: string): ProviderReply {
  const headers = { ...HEAD, "content-type": "text/event-stream" };
  const parts = [
    event(model, { role: "assistant", content: "" }),
    event(model, { content: "Hel" }),
    event(model, { content: "lo" }),
  ];
  if (model === "cut") return { headers, pieces: parts, end: "cut" };
  if (model === "slow") return { headers, pieces: parts, end: "never" };
  if (model === "broken") return { headers, pieces: [...parts, "data: {no json\n\n"] };
  const last = event(model, { content: "", tool_calls: [TOOL] }, "tool_calls", { usage: USAGE });
  return { headers, pieces: [...parts, last, "data: [DONE]\n\n"] };
}

function event(model: string, delta: object, finish_reason: string | null = null, rest: object = {}): string {
  const choices = [{ index: 0, delta, finish_reason }];
  const chunk = { id: "cmpl-1", object: "chat.completion.chunk", created: 1, model, choices, ...rest };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
