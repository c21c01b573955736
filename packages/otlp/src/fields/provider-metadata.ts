import { jsonObject, type JsonObject } from "../wire/json-object.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import { objectOf } from "./attribute.ts";
import type { CallFacts } from "./call-facts.ts";
import type { TokenReader } from "./token-count.ts";
import type { ReportedUsage } from "./usage.ts";

/**
 * Fills gaps in the AI SDK's usage from the provider's own metadata, `{"anthropic":{"usage":{...}}}`: AI SDK 5 writes
 * cache writes nowhere else.
 */
export function withProviderMetadata(facts: CallFacts, span: OtlpSpan): CallFacts {
  const metadata = objectOf(span.attributes, "ai.response.providerMetadata");
  if (metadata === undefined) return facts;
  const found = readMetadata(metadata, facts.tokenReader);
  const { usage } = facts;
  const fills = (["cacheRead", "cacheWrite", "cacheWrite1h", "reasoning"] as const).filter(
    (part) => usage[part] === null && found[part] !== null,
  );
  if (fills.length === 0) return facts;
  const filled = Object.fromEntries(fills.map((part) => [part, found[part]]));
  const isCache = fills.some((part) => part === "cacheRead" || part === "cacheWrite");
  return {
    ...facts,
    usage: { ...usage, ...filled },
    notes: isCache ? [...facts.notes, "cache_from_provider_metadata"] : facts.notes,
  };
}

type Found = Pick<ReportedUsage, "cacheRead" | "cacheWrite" | "cacheWrite1h" | "reasoning">;

function readMetadata(metadata: JsonObject, reader: TokenReader): Found {
  const anthropic = jsonObject(metadata["anthropic"]);
  const anthropicUsage = jsonObject(anthropic?.["usage"]);
  const bedrockUsage = jsonObject(jsonObject(metadata["bedrock"])?.["usage"]);
  const openai = jsonObject(metadata["openai"]) ?? jsonObject(metadata["azure"]);
  const creation = jsonObject(anthropicUsage?.["cache_creation"]);
  return {
    cacheRead: reader.read(
      anthropicUsage?.["cache_read_input_tokens"] ??
        anthropic?.["cacheReadInputTokens"] ??
        bedrockUsage?.["cacheReadInputTokens"] ??
        openai?.["cachedPromptTokens"],
    ),
    cacheWrite: reader.read(
      anthropicUsage?.["cache_creation_input_tokens"] ??
        anthropic?.["cacheCreationInputTokens"] ??
        bedrockUsage?.["cacheWriteInputTokens"],
    ),
    cacheWrite1h: reader.read(creation?.["ephemeral_1h_input_tokens"]),
    reasoning: reader.read(openai?.["reasoningTokens"]),
  };
}
