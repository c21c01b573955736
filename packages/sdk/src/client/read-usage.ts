import { nanoUsd } from "@promptprof/model";
import type { CallUsage } from "../call/call-record.ts";
import { countOf, isRecord, type Fields } from "../is-record.ts";

/** Usage as chat completions write it, by OpenAI and by providers that follow it. */
export function readChatUsage(usage: Fields): CallUsage {
  const input = fieldsOf(usage["prompt_tokens_details"]);
  const output = fieldsOf(usage["completion_tokens_details"]);
  const reasoning = countOf(output["reasoning_tokens"]);
  return {
    inputTokens: countOf(usage["prompt_tokens"]),
    // DeepSeek and Moonshot have names of their own.
    cacheReadTokens:
      countOf(input["cached_tokens"]) ??
      countOf(usage["prompt_cache_hit_tokens"]) ??
      countOf(usage["cached_tokens"]),
    cacheWriteTokens: countOf(input["cache_write_tokens"]),
    inputAudioTokens: countOf(input["audio_tokens"]),
    outputTokens: withReasoning(usage, reasoning),
    reasoningTokens: reasoning,
    outputAudioTokens: countOf(output["audio_tokens"]),
    costNanoUsd: costOf(usage["cost"]),
  };
}

/** xAI counts reasoning beside the completion, as its total shows: 12 in, 1 out and 228 of reasoning are 241. */
function withReasoning(usage: Fields, reasoning: number | null): number | null {
  const output = countOf(usage["completion_tokens"]);
  if (output === null || reasoning === null) return output;
  const isBeside = usage["total_tokens"] === (countOf(usage["prompt_tokens"]) ?? 0) + output + reasoning;
  return isBeside ? output + reasoning : output;
}

/** Usage as the responses API writes it. */
export function readResponsesUsage(usage: Fields): CallUsage {
  const input = fieldsOf(usage["input_tokens_details"]);
  const output = fieldsOf(usage["output_tokens_details"]);
  return {
    inputTokens: countOf(usage["input_tokens"]),
    cacheReadTokens: countOf(input["cached_tokens"]),
    cacheWriteTokens: countOf(input["cache_write_tokens"]),
    inputAudioTokens: countOf(input["audio_tokens"]),
    outputTokens: countOf(usage["output_tokens"]),
    reasoningTokens: countOf(output["reasoning_tokens"]),
    outputAudioTokens: countOf(output["audio_tokens"]),
    costNanoUsd: costOf(usage["cost"]),
  };
}

/** Gateways (OpenRouter, LiteLLM) put dollars beside the tokens; 0 there says unknown more often than free. */
function costOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? nanoUsd(value) : null;
}

const NONE: Fields = {};

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : NONE;
}
