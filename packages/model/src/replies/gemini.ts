// Google Gemini generateContent, streamGenerateContent and embedContent, on the Gemini API and on Vertex AI. Fields:
// Gemini API reference, "GenerateContentResponse" and "UsageMetadata" (types of npm @google/genai 3.1.0). Candidates
// leave thoughts out; what a server-side tool fed back is prompt too, in a count of its own; every chunk repeats the
// usage so far, but on Vertex all chunks but the last hold only a traffic type.
import { carriedIf, moreVisible } from "./carried.ts";
import { at, list, record, text, type JsonRecord } from "./json.ts";
import { modalityTokens } from "./modality-tokens.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import type { StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";
import { withToolPrompt } from "./tool-prompt.ts";

export const gemini: ShapeReader = {
  readBody: (body, draft) => void readResponse(body, draft),
  readEvent: readResponse,
  stateUsage,
};

function readResponse(response: JsonRecord, draft: ReplyDraft): Carried {
  draft.identify(response["responseId"], response["modelVersion"]);
  readUsage(record(response["usageMetadata"]), draft);
  let carried: Carried = "nothing";
  for (const candidate of list(response["candidates"]))
    carried = moreVisible(carried, readCandidate(candidate, draft));
  // A blocked prompt has no candidate; the reason to block is how the reply finished.
  if (response["promptFeedback"] !== undefined) draft.finish(at(response, ["promptFeedback", "blockReason"]));
  return carried;
}

function readUsage(usage: JsonRecord | null, draft: ReplyDraft): void {
  if (usage === null) return;
  draft.takeTier(usage["trafficType"]);
  if (usage["promptTokenCount"] !== undefined || usage["totalTokenCount"] !== undefined)
    draft.takeUsage(usage);
}

function readCandidate(value: unknown, draft: ReplyDraft): Carried {
  const candidate = record(value);
  if (candidate === null) return "nothing";
  const isFirst = (candidate["index"] ?? 0) === 0;
  if (isFirst) draft.finish(candidate["finishReason"]);
  let carried: Carried = "nothing";
  for (const part of list(at(candidate["content"], ["parts"])))
    carried = moreVisible(carried, readPart(part, isFirst ? draft : null));
  return carried;
}

function readPart(value: unknown, draft: ReplyDraft | null): Carried {
  const part = record(value);
  if (part === null) return "nothing";
  const call = record(part["functionCall"]);
  if (call !== null) return readFunctionCall(call, draft);
  if (record(part["executableCode"]) !== null) return "tool";
  if (record(part["inlineData"]) !== null) return "text";
  return carriedIf(part["text"], part["thought"] === true ? "reasoning" : "text");
}

/** Only the first part of a call that streams its arguments has the name; its last part is empty. */
function readFunctionCall(call: JsonRecord, draft: ReplyDraft | null): Carried {
  const isStart = text(call["name"]) !== null;
  if (isStart && draft !== null) draft.toolCallCount += 1;
  return isStart || list(call["partialArgs"]).length > 0 ? "tool" : "nothing";
}

function stateUsage({ usage }: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  if (usage === null) return null;
  return {
    input: withToolPrompt(usage["promptTokenCount"], usage["toolUsePromptTokenCount"], notes),
    cacheRead: usage["cachedContentTokenCount"],
    output: usage["candidatesTokenCount"],
    reasoning: usage["thoughtsTokenCount"],
    inputAudio: modalityTokens(usage["promptTokensDetails"], "AUDIO"),
    outputAudio: modalityTokens(usage["candidatesTokensDetails"], "AUDIO"),
    total: usage["totalTokenCount"],
    layout: { cacheOutside: false, reasoningOutside: true },
    totalDecides: false,
  };
}
