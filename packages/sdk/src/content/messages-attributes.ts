import { textOfMessage } from "@promptprof/anatomy";
import { GEN_AI } from "@promptprof/model/words";
import { factsOf, finishReasonOf, type CallRecord } from "../call/call-record.ts";
import type { SpanAttributes } from "../export/finished-call.ts";
import type { ContentFilter } from "./content-filter.ts";

/**
 * Adds prompt and answer in the form that OpenTelemetry's GenAI conventions give them (JSON of messages with parts),
 * so that any backend can show them. Only where `content` is full.
 */
export function addMessages(attributes: SpanAttributes, call: CallRecord, content: ContentFilter): void {
  if (!content.keepsAll) return;
  const input = call.request.messages.map(({ role, source }) => ({
    role: role === "" ? "assistant" : role,
    parts: partsOf(content.redacted(textOfMessage(source), role)),
  }));
  attributes.set(GEN_AI.inputMessages, JSON.stringify(input));
  const answered = { role: "assistant", parts: partsOf(content.redacted(call.output, "output")) };
  const finishReason = finishReasonOf(call, factsOf(call));
  attributes.set(GEN_AI.outputMessages, JSON.stringify([{ ...answered, finish_reason: finishReason ?? "" }]));
}

function partsOf(content: string): readonly object[] {
  return [{ type: "text", content }];
}
