import { countOf, isRecord, textOf, type Fields } from "../is-record.ts";
import type { StatedReply } from "../stated/stated-reply.ts";
import { wireOfItem, wireOfReply } from "../stated/wire-of-stated.ts";

/** One token of a stream; also the pieces of a tool call come as tokens, with no text. */
export function wireOfToken(token: string, fields: unknown): Fields {
  const message = messageIn(isRecord(fields) ? fields["chunk"] : null);
  const calls = message["tool_call_chunks"];
  const isTool = Array.isArray(calls) && calls.length > 0;
  return wireOfItem({ carries: token === "" ? (isTool ? "tool" : null) : "text", text: textOf(token) });
}

/** What a run gave, in the wire format that our readers know. */
export function wireOfOutput(output: unknown): unknown {
  if (!isRecord(output)) return null;
  const generation = firstOf(firstOf(output["generations"]));
  const message = messageIn(generation);
  const about = fieldsOf(message["response_metadata"]);
  const info = fieldsOf(isRecord(generation) ? generation["generationInfo"] : null);
  const whole = fieldsOf(output["llmOutput"]);
  const calls = message["tool_calls"];
  return wireOfReply({
    ...usageOf(message["usage_metadata"], whole),
    id: textOf(about["id"]) ?? textOf(message["id"]),
    model: textOf(about["model_name"]) ?? textOf(about["model"]) ?? textOf(whole["model_name"]),
    finishReason: reasonIn(about) ?? reasonIn(info),
    toolCalls: Array.isArray(calls) ? calls.length : 0,
    text: isRecord(generation) ? textOf(generation["text"]) : null,
  });
}

function reasonIn(about: Fields): string | null {
  const names = ["finish_reason", "stop_reason", "finishReason", "stopReason", "done_reason"];
  return names.map((name) => textOf(about[name])).find((reason) => reason !== null) ?? null;
}

/** LangChain's own form counts the cache within the input, for every provider. */
function usageOf(usage: unknown, whole: Fields): StatedReply {
  if (!isRecord(usage)) return totalsIn(fieldsOf(whole["tokenUsage"] ?? whole["usage"]));
  const input = fieldsOf(usage["input_token_details"]);
  const output = fieldsOf(usage["output_token_details"]);
  return {
    inputTokens: countOf(usage["input_tokens"]),
    cacheReadTokens: countOf(input["cache_read"]),
    cacheWriteTokens: countOf(input["cache_creation"]),
    outputTokens: countOf(usage["output_tokens"]),
    reasoningTokens: countOf(output["reasoning"]),
  };
}

/** What integrations reported before that, without details. */
function totalsIn(usage: Fields): StatedReply {
  return {
    inputTokens: countOf(usage["promptTokens"] ?? usage["input_tokens"]),
    outputTokens: countOf(usage["completionTokens"] ?? usage["output_tokens"]),
  };
}

function messageIn(generation: unknown): Fields {
  return fieldsOf(isRecord(generation) ? generation["message"] : null);
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : null;
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}
