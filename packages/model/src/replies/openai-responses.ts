// OpenAI Responses, and Azure, xAI, LM Studio and other writers of "Open Responses". Fields: OpenAI API reference, "The
// response object" and "Streaming events" of Responses (types of npm openai 6.49.0 and 7.57.0). In a stream the last
// event carries the whole response; `error` is an event of its own and is followed by `response.failed`.
import { carriedIf } from "./carried.ts";
import { classifyError } from "./classify-error.ts";
import { at, firstAt, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import { INSIDE, type StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";

/** What each kind of delta carries; a kind that is not listed carries nothing the model wrote. */
const CARRIED_BY_DELTA: ReadonlyMap<unknown, Carried> = new Map<unknown, Carried>([
  ["response.output_text.delta", "text"],
  ["response.refusal.delta", "text"],
  ["response.audio.delta", "text"],
  ["response.audio.transcript.delta", "text"],
  ["response.reasoning_text.delta", "reasoning"],
  ["response.reasoning_summary_text.delta", "reasoning"],
  ["response.function_call_arguments.delta", "tool"],
  ["response.custom_tool_call_input.delta", "tool"],
  ["response.mcp_call_arguments.delta", "tool"],
  ["response.code_interpreter_call_code.delta", "tool"],
  ["response.shell_call_command.delta", "tool"],
  ["response.apply_patch_call_operation_diff.delta", "tool"],
]);

/** Realtime has `token_details` in the singular (types of npm openai 6.49.0, "RealtimeResponseUsage"). */
const INPUT_AUDIO_PATHS = [
  ["input_tokens_details", "audio_tokens"],
  ["input_token_details", "audio_tokens"], // transcriptions and Realtime
] as const;
const OUTPUT_AUDIO_PATHS = [
  ["output_tokens_details", "audio_tokens"],
  ["output_token_details", "audio_tokens"], // Realtime
] as const;

export const openaiResponses: ShapeReader = {
  readBody: readResponse,
  readEvent,
  stateUsage: (draft) => stateResponseUsage(draft.usage),
};

function readEvent(event: JsonRecord, draft: ReplyDraft): Carried {
  const carried = CARRIED_BY_DELTA.get(event["type"]);
  if (carried !== undefined) return carriedIf(event["delta"], carried);
  if (event["type"] === "response.image_generation_call.partial_image") return "text";
  if (event["type"] === "response.output_item.added") return readItem(event["item"], draft);
  const response = record(event["response"]);
  if (response !== null) readResponseEvent(event["type"], response, draft);
  return "nothing";
}

function readResponseEvent(type: unknown, response: JsonRecord, draft: ReplyDraft): void {
  if (type === "response.created" && draft.finishReason !== null) draft.restart();
  // Copilot's ids rotate from event to event: the closing one is what a later request may refer to.
  draft.responseId = text(response["id"]) ?? draft.responseId;
  readResponse(response, draft);
}

function readResponse(response: JsonRecord, draft: ReplyDraft): void {
  draft.identify(response["id"], response["model"]);
  draft.takeTier(response["service_tier"]);
  draft.takeUsage(response["usage"]);
  const output = list(response["output"]);
  if (output.length > 0) draft.toolCallCount = output.filter(isToolCall).length;
  const status = response["status"];
  if (status === "queued" || status === "in_progress") return;
  draft.finish(at(response, ["incomplete_details", "reason"]) ?? status);
  if (status === "failed") draft.fail(classifyError({ httpStatus: null, body: response, name: null }));
}

function readItem(value: unknown, draft: ReplyDraft): Carried {
  if (!isToolCall(value)) return "nothing";
  draft.toolCallCount += 1;
  return "tool";
}

/** `function_call`, `custom_tool_call`, `web_search_call`, `mcp_call` ...; not their `..._call_output`. */
function isToolCall(item: unknown): boolean {
  const type = at(item, ["type"]);
  return typeof type === "string" && type.endsWith("_call");
}

/** Also the usage of OpenAI's images and transcriptions. */
export function stateResponseUsage(usage: JsonRecord | null): StatedUsage | null {
  if (usage === null) return null;
  return {
    input: usage["input_tokens"],
    cacheRead: at(usage, ["input_tokens_details", "cached_tokens"]),
    cacheWrite: at(usage, ["input_tokens_details", "cache_write_tokens"]),
    output: usage["output_tokens"],
    reasoning: at(usage, ["output_tokens_details", "reasoning_tokens"]),
    inputAudio: firstAt(usage, INPUT_AUDIO_PATHS),
    outputAudio: firstAt(usage, OUTPUT_AUDIO_PATHS),
    total: usage["total_tokens"],
    layout: INSIDE,
    totalDecides: true,
  };
}
