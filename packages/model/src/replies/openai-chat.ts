// OpenAI chat and legacy completions, and everyone who answers in that shape: Azure, DeepSeek, xAI, Groq, Moonshot,
// Alibaba, Fireworks, Perplexity, OpenRouter, vLLM, LM Studio ... Fields: OpenAI API reference, "The chat completion
// object" and "The chat completion chunk object" (types of npm openai 6.49.0 and 7.57.0); each quirk names its
// provider's own reference beside it.
import { carriedByContent, carriedIf, moreVisible } from "./carried.ts";
import { at, firstAt, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import { INSIDE, type StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";

const CACHE_READ_PATHS = [
  ["prompt_tokens_details", "cached_tokens"],
  ["prompt_cache_hit_tokens"], // DeepSeek, "Context Caching"
  ["cached_tokens"], // Moonshot, "Chat"
  ["num_cached_tokens"], // Mistral, types of npm @mistralai/mistralai 2.7.0
  ["cached_prompt_text_tokens"], // xAI before it took over OpenAI's details
  ["cache_read_input_tokens"], // LiteLLM in front of Anthropic
] as const;
const CACHE_WRITE_PATHS = [
  ["prompt_tokens_details", "cache_write_tokens"],
  ["prompt_tokens_details", "cache_creation_input_tokens"], // Alibaba, "Context Cache"
  ["cache_creation_input_tokens"], // LiteLLM in front of Anthropic
] as const;
const REASONING_PATH = ["completion_tokens_details", "reasoning_tokens"] as const;

/** Providers whose `completion_tokens` leave reasoning out, for replies whose total does not settle it. */
const REASONING_OUTSIDE = new Set<string | null>(["x_ai", "perplexity"]);

export const openaiChat: ShapeReader = {
  readBody: (body, draft) => void readChat(body, "message", draft),
  readEvent: (event, draft) => readChat(event, "delta", draft),
  stateUsage: stateChatUsage,
};

function readChat(reply: JsonRecord, part: "message" | "delta", draft: ReplyDraft): Carried {
  draft.identify(reply["id"], reply["model"]);
  draft.takeTier(reply["service_tier"]);
  // Groq states the usage of a stream in its own field, unless the caller asked for OpenAI's.
  draft.takeUsage(reply["usage"] ?? at(reply["x_groq"], ["usage"]));
  let carried: Carried = "nothing";
  for (const choice of list(reply["choices"]))
    carried = moreVisible(carried, readChoice(choice, part, draft));
  return carried;
}

function readChoice(value: unknown, part: "message" | "delta", draft: ReplyDraft): Carried {
  const choice = record(value);
  if (choice === null) return "nothing";
  const isFirst = (choice["index"] ?? 0) === 0;
  if (isFirst) draft.finish(choice["finish_reason"]);
  const message = record(choice[part]);
  // Legacy completions have no message but the text itself.
  if (message === null) return carriedIf(choice["text"], "text");
  const tools = readToolCalls(message, isFirst ? draft : null);
  return moreVisible(carriedByMessage(message), tools);
}

function carriedByMessage(message: JsonRecord): Carried {
  const content = carriedByContent(message["content"]);
  if (content === "text") return content;
  if (text(message["refusal"]) !== null || record(message["audio"]) !== null) return "text";
  if (text(message["reasoning_content"]) !== null || text(message["reasoning"]) !== null) return "reasoning";
  return content;
}

/** Counts by the highest index, because a call comes in many deltas; writers without an index send it whole. */
function readToolCalls(message: JsonRecord, draft: ReplyDraft | null): Carried {
  let carried = carriedByFunction(message["function_call"]);
  if (draft !== null && record(message["function_call"]) !== null) draft.toolCallCount = 1;
  for (const value of list(message["tool_calls"])) {
    const call = record(value);
    if (call === null) continue;
    carried = moreVisible(carried, carriedByFunction(call["function"] ?? call["custom"]));
    if (draft !== null) draft.toolCallCount = countWith(call, draft.toolCallCount);
  }
  return carried;
}

function countWith(call: JsonRecord, count: number): number {
  const index = call["index"];
  if (typeof index === "number" && index >= 0) return Math.max(count, Math.trunc(index) + 1);
  return text(at(call["function"] ?? call["custom"], ["name"])) === null ? count : count + 1;
}

function carriedByFunction(value: unknown): Carried {
  const called = record(value);
  if (called === null) return "nothing";
  const said = text(called["name"]) ?? text(called["arguments"]) ?? text(called["input"]);
  return said === null ? "nothing" : "tool";
}

function stateChatUsage(draft: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  const usage = draft.usage;
  if (usage === null) return null;
  if (usage["citation_tokens"] !== undefined) notes.add("citation_tokens_apart");
  const within = at(usage, REASONING_PATH) ?? null;
  // Perplexity's and old xAI's reasoning stands beside `completion_tokens` and is not part of it.
  const beside = within === null && (usage["reasoning_tokens"] ?? null) !== null;
  return {
    input: usage["prompt_tokens"],
    cacheRead: firstAt(usage, CACHE_READ_PATHS),
    cacheWrite: firstAt(usage, CACHE_WRITE_PATHS),
    output: usage["completion_tokens"],
    reasoning: within ?? usage["reasoning_tokens"],
    inputAudio: at(usage, ["prompt_tokens_details", "audio_tokens"]),
    outputAudio: at(usage, ["completion_tokens_details", "audio_tokens"]),
    total: usage["total_tokens"],
    layout: { ...INSIDE, reasoningOutside: beside || REASONING_OUTSIDE.has(draft.provider) },
    totalDecides: !beside,
  };
}
