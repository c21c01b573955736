import { readRequest } from "@promptprof/anatomy";
import type { CallRecord } from "../call/call-record.ts";
import { isRecord, textOf, type Fields } from "../is-record.ts";
import type { ModelApi } from "./model-api.ts";
import { readChatUsage } from "./read-usage.ts";

/** `client.chat.completions.create`. */
export const chatCompletions: ModelApi = {
  operation: "chat",
  usageOnRequest: true,
  messages: (body) => readRequest("openai-chat", body).messages,
  readResult: (result, call) => {
    if (isRecord(result)) readCommon(result, call);
  },
  readItem: (chunk, call) => {
    if (!isRecord(chunk)) return true;
    readCommon(chunk, call);
    return !call.usageAsked || withoutAskedUsage(chunk);
  },
};

function readCommon(answer: Fields, call: CallRecord): void {
  call.responseId ??= textOf(answer["id"]);
  call.responseModel ??= textOf(answer["model"]);
  call.serviceTier = textOf(answer["service_tier"]) ?? call.serviceTier;
  if (Array.isArray(answer["choices"])) readChoices(answer["choices"], call);
  if (isRecord(answer["usage"])) call.usage = readChatUsage(answer["usage"]);
}

function readChoices(choices: readonly unknown[], call: CallRecord): void {
  for (const choice of choices) {
    if (!isRecord(choice)) continue;
    const index = typeof choice["index"] === "number" ? choice["index"] : 0;
    call.finishReasons[index] = textOf(choice["finish_reason"]) ?? call.finishReasons[index] ?? null;
    if (call.firstTokenAt === null && isRecord(choice["delta"]) && hasToken(choice["delta"])) {
      call.firstTokenAt = performance.now();
    }
  }
}

/** The role alone is no token. Thoughts that a provider streams are: they are counted as output. */
function hasToken(delta: Fields): boolean {
  return (
    textOf(delta["content"]) !== null ||
    isRecord(delta["tool_calls"]) ||
    isRecord(delta["function_call"]) ||
    textOf(delta["refusal"]) !== null ||
    textOf(delta["reasoning_content"]) !== null ||
    textOf(delta["reasoning"]) !== null ||
    isRecord(delta["audio"])
  );
}

/**
 * Takes out what only our asking for usage put in: the last chunk, which has no choices, and `usage: null` on all
 * others. Returns whether the chunk is one for the caller.
 */
function withoutAskedUsage(chunk: Fields): boolean {
  const usage = chunk["usage"];
  if (usage === null) Reflect.deleteProperty(chunk, "usage");
  return !(isRecord(usage) && Array.isArray(chunk["choices"]) && chunk["choices"].length === 0);
}
