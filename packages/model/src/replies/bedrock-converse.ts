// Amazon Bedrock Converse and ConverseStream. Fields: Amazon Bedrock API reference, "Converse", "ConverseStream",
// "TokenUsage", "CacheDetail" (types of npm @aws-sdk/client-bedrock-runtime 3.1164.0). Cache parts stand beside
// `inputTokens`; a stream ends with a `metadata` event that alone has the usage. An event is an object with one field,
// named after its kind; exceptions are such events too. Model and id are not in the reply.
import { carriedIf } from "./carried.ts";
import { classifyError } from "./classify-error.ts";
import { at, list, record, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import type { StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";
import { tokenCount } from "./token-count.ts";

const EXCEPTIONS = [
  "throttlingException",
  "modelStreamErrorException",
  "serviceUnavailableException",
  "internalServerException",
  "validationException",
] as const;

export const bedrockConverse: ShapeReader = { readBody, readEvent, stateUsage };

function readBody(body: JsonRecord, draft: ReplyDraft): void {
  const content = list(at(body["output"], ["message", "content"]));
  draft.toolCallCount = content.filter((block) => record(at(block, ["toolUse"])) !== null).length;
  draft.finish(body["stopReason"]);
  readMetadata(body, draft);
}

function readEvent(event: JsonRecord, draft: ReplyDraft): Carried {
  const delta = record(at(event["contentBlockDelta"], ["delta"]));
  if (delta !== null) return carriedByDelta(delta);
  if (record(at(event["contentBlockStart"], ["start", "toolUse"])) !== null) {
    draft.toolCallCount += 1;
    return "tool";
  }
  const metadata = record(event["metadata"]);
  if (metadata !== null) readMetadata(metadata, draft);
  if (event["messageStop"] !== undefined) draft.finish(at(event["messageStop"], ["stopReason"]));
  else if (metadata === null) failOnException(event, draft);
  return "nothing";
}

function readMetadata(metadata: JsonRecord, draft: ReplyDraft): void {
  draft.takeUsage(metadata["usage"]);
  draft.takeTier(at(metadata["serviceTier"], ["type"]));
}

function carriedByDelta(delta: JsonRecord): Carried {
  const tool = record(delta["toolUse"]);
  if (tool !== null) return carriedIf(tool["input"], "tool");
  const reasoning = record(delta["reasoningContent"]);
  return reasoning === null ? carriedIf(delta["text"], "text") : carriedIf(reasoning["text"], "reasoning");
}

function failOnException(event: JsonRecord, draft: ReplyDraft): void {
  const name = EXCEPTIONS.find((exception) => event[exception] !== undefined);
  if (name !== undefined) draft.fail(classifyError({ httpStatus: null, body: event[name], name }));
}

function stateUsage({ usage }: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  if (usage === null) return null;
  return {
    input: usage["inputTokens"],
    cacheRead: usage["cacheReadInputTokens"],
    cacheWrite: usage["cacheWriteInputTokens"],
    cacheWrite1h: writes1h(usage, notes),
    output: usage["outputTokens"],
    total: usage["totalTokens"],
    layout: { cacheOutside: true, reasoningOutside: false },
    totalDecides: false,
  };
}

/** 0 where the details leave one hour out, unknown where there are no details. */
function writes1h(usage: JsonRecord, notes: Set<ReplyNote>): number | null {
  const details = list(usage["cacheDetails"]);
  if (details.length === 0) return null;
  const hours = details.filter((detail) => at(detail, ["ttl"]) === "1h");
  return hours.reduce<number>(
    (sum, detail) => sum + (tokenCount(at(detail, ["inputTokens"]), notes) ?? 0),
    0,
  );
}
