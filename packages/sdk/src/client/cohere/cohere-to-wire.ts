import { isRecord, type Fields } from "../../is-record.ts";

/**
 * Cohere's own field names for what its client has renamed, in answers and events of v2 alike. Only what a reader
 * looks at is carried over (types of npm cohere-ai 8.1.0).
 */
export function cohereToWire(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { type, id, finishReason, message, usage, meta, delta } = value;
  return {
    type,
    id,
    finish_reason: finishReason,
    message: messageToWire(message),
    usage: usageToWire(usage),
    meta: usageToWire(meta),
    delta: deltaToWire(delta),
  };
}

function deltaToWire(delta: unknown): unknown {
  if (!isRecord(delta)) return delta;
  const { finishReason, usage, message } = delta;
  return { finish_reason: finishReason, usage: usageToWire(usage), message: messageToWire(message) };
}

function messageToWire(message: unknown): unknown {
  if (!isRecord(message)) return message;
  return { content: message["content"], tool_plan: message["toolPlan"], tool_calls: message["toolCalls"] };
}

export function usageToWire(usage: unknown): unknown {
  if (!isRecord(usage)) return usage;
  return {
    billed_units: tokensToWire(usage["billedUnits"]),
    tokens: tokensToWire(usage["tokens"]),
    cached_tokens: usage["cachedTokens"],
  };
}

function tokensToWire(tokens: unknown): Fields | undefined {
  if (!isRecord(tokens)) return undefined;
  return { input_tokens: tokens["inputTokens"], output_tokens: tokens["outputTokens"] };
}
