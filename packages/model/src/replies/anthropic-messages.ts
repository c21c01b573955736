// Anthropic Messages, also on Bedrock InvokeModel and Vertex. Fields: Claude API reference, "Create a Message" and
// "Streaming Messages" (types of npm @anthropic-ai/sdk 1.12.0). Usage comes twice in a stream, in `message_start` and,
// cumulative, in `message_delta`; the second replaces the first field by field and may repeat only some of them.
import { anthropicApart, stateAnthropicUsage } from "./anthropic-usage.ts";
import { carriedIf } from "./carried.ts";
import { at, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import type { ShapeReader } from "./shape-reader.ts";

export const anthropicMessages: ShapeReader = {
  readBody,
  readEvent,
  stateUsage: stateAnthropicUsage,
  listApart: anthropicApart,
};

function readBody(body: JsonRecord, draft: ReplyDraft): void {
  readMessage(body, draft);
  draft.toolCallCount = list(body["content"]).filter(isToolUse).length;
}

function readEvent(event: JsonRecord, draft: ReplyDraft): Carried {
  switch (event["type"]) {
    case "content_block_delta":
      return carriedByDelta(record(event["delta"]));
    case "content_block_start":
      return readBlock(record(event["content_block"]), draft);
    case "message_start":
      readStart(record(event["message"]), draft);
      return "nothing";
    case "message_delta":
      draft.finish(at(event["delta"], ["stop_reason"]));
      draft.takeUsage(event["usage"]);
      return "nothing";
    default:
      return "nothing";
  }
}

function readStart(message: JsonRecord | null, draft: ReplyDraft): void {
  if (message === null) return;
  // A start that repeats the id is an echo; another id is another reply in the same stream.
  if (draft.responseId !== null && draft.responseId !== message["id"]) draft.restart();
  readMessage(message, draft);
}

function readMessage(message: JsonRecord, draft: ReplyDraft): void {
  draft.identify(message["id"], message["model"]);
  draft.finish(message["stop_reason"]);
  draft.takeUsage(message["usage"]);
  draft.takeTier(at(message["usage"], ["service_tier"]));
}

function carriedByDelta(delta: JsonRecord | null): Carried {
  switch (delta?.["type"]) {
    case "text_delta":
      return carriedIf(delta["text"], "text");
    case "thinking_delta":
      return carriedIf(delta["thinking"], "reasoning");
    case "input_json_delta":
      return carriedIf(delta["partial_json"], "tool");
    default:
      return "nothing";
  }
}

function readBlock(block: JsonRecord | null, draft: ReplyDraft): Carried {
  if (block === null) return "nothing";
  // Server-side fallback: `message_start` named the model that declined, this block the one that took over.
  if (block["type"] === "fallback")
    draft.responseModel = text(at(block, ["to", "model"])) ?? draft.responseModel;
  if (!isToolUse(block)) return carriedIf(block["text"], "text");
  draft.toolCallCount += 1;
  return "tool";
}

/** `tool_use`, `server_tool_use` and `mcp_tool_use`. */
function isToolUse(block: unknown): boolean {
  const type = at(block, ["type"]);
  return typeof type === "string" && type.endsWith("tool_use");
}
