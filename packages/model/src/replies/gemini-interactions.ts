// Google Gemini Interactions. Fields: Gemini API reference, "Interactions" (types of npm @google/genai 3.1.0). Counts as
// generateContent does, under other names; in a stream the closing event carries the whole interaction.
import { carriedIf } from "./carried.ts";
import { at, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import type { StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";
import { withToolPrompt } from "./tool-prompt.ts";

export const geminiInteractions: ShapeReader = { readBody: readInteraction, readEvent, stateUsage };

function readInteraction(interaction: JsonRecord, draft: ReplyDraft): void {
  draft.identify(interaction["id"], interaction["model"]);
  draft.takeTier(interaction["service_tier"]);
  draft.takeUsage(interaction["usage"]);
  const steps = list(interaction["steps"]);
  if (steps.length > 0) draft.toolCallCount = steps.filter(isToolCall).length;
  if (interaction["status"] !== "in_progress") draft.finish(interaction["status"]);
}

function readEvent(event: JsonRecord, draft: ReplyDraft): Carried {
  const delta = record(event["delta"]);
  if (delta !== null) return carriedByDelta(delta);
  const interaction = record(event["interaction"]);
  if (interaction !== null) readInteraction(interaction, draft);
  if (!isToolCall(event["step"])) return "nothing";
  draft.toolCallCount += 1;
  return "tool";
}

function carriedByDelta(delta: JsonRecord): Carried {
  switch (delta["type"]) {
    case "text":
      return carriedIf(delta["text"], "text");
    case "thought_summary":
      return text(at(delta, ["content", "text"])) === null ? "nothing" : "reasoning";
    case "arguments_delta":
      return carriedIf(delta["arguments"], "tool");
    case "image":
    case "audio":
      return "text";
    default:
      return "nothing";
  }
}

/** `function_call`, `google_search_call`, `code_execution_call` ... */
function isToolCall(step: unknown): boolean {
  const type = at(step, ["type"]);
  return typeof type === "string" && type.endsWith("_call");
}

function stateUsage({ usage }: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  if (usage === null) return null;
  return {
    input: withToolPrompt(usage["total_input_tokens"], usage["total_tool_use_tokens"], notes),
    cacheRead: usage["total_cached_tokens"],
    output: usage["total_output_tokens"],
    reasoning: usage["total_thought_tokens"],
    total: usage["total_tokens"],
    layout: { cacheOutside: false, reasoningOutside: true },
    totalDecides: false,
  };
}
