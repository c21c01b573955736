import { countOf, isRecord, type Fields } from "../is-record.ts";
import type { StatedReply } from "../stated/stated-reply.ts";

/**
 * The AI SDK's usage. From version 6 on it is added up for every provider alike; version 5 passes on what each says
 * (Anthropic's and Bedrock's input without the cache), and has what was written to the cache in the metadata alone.
 */
export function statedUsage(usage: unknown, providerMetadata: unknown): StatedReply {
  if (!isRecord(usage)) return {};
  const { inputTokens, outputTokens } = usage;
  if (!isRecord(inputTokens) || !isRecord(outputTokens)) return flatUsage(usage, providerMetadata);
  return {
    inputTokens: countOf(inputTokens["total"]),
    cacheReadTokens: countOf(inputTokens["cacheRead"]),
    cacheWriteTokens: countOf(inputTokens["cacheWrite"]),
    outputTokens: countOf(outputTokens["total"]),
    reasoningTokens: countOf(outputTokens["reasoning"]),
  };
}

function flatUsage(usage: Fields, providerMetadata: unknown): StatedReply {
  const metadata: Fields = isRecord(providerMetadata) ? providerMetadata : {};
  const beside = metadata["anthropic"] ?? metadata["bedrock"];
  const cacheReadTokens = countOf(usage["cachedInputTokens"]);
  const cacheWriteTokens = isRecord(beside) ? writtenTo(beside) : null;
  const input = countOf(usage["inputTokens"]);
  const cached = (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  return {
    inputTokens: input !== null && isRecord(beside) ? input + cached : input,
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens: countOf(usage["outputTokens"]),
    reasoningTokens: countOf(usage["reasoningTokens"]),
  };
}

function writtenTo(metadata: Fields): number | null {
  const usage: Fields = isRecord(metadata["usage"]) ? metadata["usage"] : {};
  return (
    countOf(metadata["cacheCreationInputTokens"]) ??
    countOf(usage["cache_creation_input_tokens"]) ??
    countOf(usage["cacheWriteInputTokens"])
  );
}
