import { isRecord, type Fields } from "../../is-record.ts";

/**
 * Mistral's own field names for what its client has renamed: of answers, and of the items of streams, which are
 * `{ data: chunk }`. Only what a reader looks at is carried over (types of npm @mistralai/mistralai 2.7.0).
 */
export function mistralToWire(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const reply = isRecord(value["data"]) && !Array.isArray(value["data"]) ? value["data"] : value;
  const { id, model, usage, choices } = reply;
  return {
    id,
    model,
    usage: isRecord(usage) ? usageToWire(usage) : usage,
    service_tier: isRecord(usage) ? usage["serviceTier"] : undefined,
    choices: Array.isArray(choices) ? choices.map(choiceToWire) : choices,
  };
}

/** Fields that the client does not know keep their names: cached tokens are among them. */
function usageToWire(usage: Fields): Fields {
  return {
    ...usage,
    prompt_tokens: usage["promptTokens"],
    completion_tokens: usage["completionTokens"],
    total_tokens: usage["totalTokens"],
  };
}

function choiceToWire(choice: unknown): unknown {
  if (!isRecord(choice)) return choice;
  const { index, finishReason, message, delta } = choice;
  return { index, finish_reason: finishReason, message: messageToWire(message), delta: messageToWire(delta) };
}

function messageToWire(message: unknown): unknown {
  return isRecord(message) ? { content: message["content"], tool_calls: message["toolCalls"] } : message;
}
