import { readReply, type ReplyShape, providerName } from "@promptprof/model";
import type { JsonObject } from "../wire/json-object.ts";
import type { CallFacts } from "./call-facts.ts";

/**
 * Usage as OpenAI and Anthropic write it in their replies, where an instrumentation hands the reply on as it is: read
 * as every reply is, so that input holds the cache and output the reasoning.
 */
export function readReplyUsage(usage: JsonObject, facts: CallFacts): Pick<CallFacts, "usage" | "notes"> {
  const provider = facts.provider === null ? null : providerName(facts.provider);
  const reply = readReply(shapeOf(usage, provider), { usage }, provider);
  return {
    usage: {
      input: reply.inputTokens,
      cacheRead: reply.cacheReadTokens,
      cacheWrite: reply.cacheWriteTokens,
      cacheWrite1h: reply.cacheWrite1hTokens,
      inputAudio: reply.inputAudioTokens,
      output: reply.outputTokens,
      reasoning: reply.reasoningTokens,
      outputAudio: reply.outputAudioTokens,
      total: null,
    },
    notes: [...facts.notes, ...reply.notes],
  };
}

/** By the words of the usage alone: what else stands in the reply is not handed on. */
function shapeOf(usage: JsonObject, provider: string | null): ReplyShape {
  if (!("input_tokens" in usage)) return "openai-chat";
  const isAnthropic = provider === "anthropic" || "cache_read_input_tokens" in usage;
  return isAnthropic ? "anthropic-messages" : "openai-responses";
}
