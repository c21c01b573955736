import { jsonObject, type JsonObject } from "../wire/json-object.ts";
import type { CallFacts } from "./call-facts.ts";

/**
 * Usage as OpenAI and Anthropic write it in their replies, where an instrumentation hands the reply on as it is.
 * Anthropic's input excludes what was read from or written to the cache.
 */
export function readReplyUsage(usage: JsonObject, facts: CallFacts): Pick<CallFacts, "usage" | "usageRules"> {
  const { tokenReader, usageRules } = facts;
  const inputDetails = jsonObject(usage["prompt_tokens_details"] ?? usage["input_tokens_details"]);
  const outputDetails = jsonObject(usage["completion_tokens_details"] ?? usage["output_tokens_details"]);
  const creation = jsonObject(usage["cache_creation"]);
  const isAnthropic = "cache_read_input_tokens" in usage || "cache_creation_input_tokens" in usage;
  return {
    usage: {
      input: tokenReader.read(usage["prompt_tokens"] ?? usage["input_tokens"]),
      cacheRead: tokenReader.read(usage["cache_read_input_tokens"] ?? inputDetails?.["cached_tokens"]),
      cacheWrite: tokenReader.read(
        usage["cache_creation_input_tokens"] ?? inputDetails?.["cache_write_tokens"],
      ),
      cacheWrite1h: tokenReader.read(creation?.["ephemeral_1h_input_tokens"]),
      inputAudio: tokenReader.read(inputDetails?.["audio_tokens"]),
      output: tokenReader.read(usage["completion_tokens"] ?? usage["output_tokens"]),
      reasoning: tokenReader.read(outputDetails?.["reasoning_tokens"] ?? outputDetails?.["thinking_tokens"]),
      outputAudio: tokenReader.read(outputDetails?.["audio_tokens"]),
      total: tokenReader.read(usage["total_tokens"]),
    },
    usageRules: isAnthropic ? { ...usageRules, cacheInInput: "excluded" } : usageRules,
  };
}
