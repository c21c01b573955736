// Cohere v2 chat, embed and rerank. Fields: Cohere API reference v2, "Chat", "Embed", "Rerank" (types of npm cohere-ai
// 8.1.0). Cohere states two kinds of counts: `tokens`, what the model processed with Cohere's own preamble around the
// prompt, and `billed_units`, what the invoice will hold (12 against 507 for one line of prompt). The billed ones are
// taken. `cached_tokens` counts processed tokens (448 of those 507), so how many of the billed ones came from a cache is
// unknown. Reranking is billed by the search and has no tokens.
import { carriedIf, moreVisible } from "./carried.ts";
import { at, list, record, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import { INSIDE, type StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";

export const cohere: ShapeReader = { readBody, readEvent, stateUsage };

function readBody(body: JsonRecord, draft: ReplyDraft): void {
  draft.identify(body["id"], null);
  draft.finish(body["finish_reason"]);
  draft.toolCallCount = list(at(body["message"], ["tool_calls"])).length;
  draft.takeUsage(body["usage"] ?? body["meta"]);
}

function readEvent(event: JsonRecord, draft: ReplyDraft): Carried {
  const delta = record(event["delta"]);
  switch (event["type"]) {
    case "message-start":
      draft.identify(event["id"], null);
      return "nothing";
    case "message-end":
      draft.finish(delta?.["finish_reason"]);
      draft.takeUsage(delta?.["usage"]);
      return "nothing";
    case "tool-call-start":
      draft.toolCallCount += 1;
      return "tool";
    default:
      return carriedByDelta(record(delta?.["message"]));
  }
}

function carriedByDelta(message: JsonRecord | null): Carried {
  if (message === null) return "nothing";
  const content = record(message["content"]);
  const said = moreVisible(
    carriedIf(content?.["text"], "text"),
    carriedIf(content?.["thinking"], "reasoning"),
  );
  // The plan that Cohere's models make before they call a tool is not part of the answer.
  const planned = carriedIf(message["tool_plan"], "reasoning");
  const called = carriedIf(at(message["tool_calls"], ["function", "arguments"]), "tool");
  return moreVisible(said, moreVisible(called, planned));
}

function stateUsage({ usage }: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  const billed = counts(usage?.["billed_units"]);
  const processed = counts(usage?.["tokens"]);
  if (billed === null && processed === null) return null;
  if (billed === null) return { ...processed, cacheRead: usage?.["cached_tokens"], ...COHERE_LAYOUT };
  if (processed !== null) notes.add("billed_units");
  return { ...billed, ...COHERE_LAYOUT };
}

const COHERE_LAYOUT = { layout: INSIDE, totalDecides: false } as const;

function counts(value: unknown): { readonly input: unknown; readonly output: unknown } | null {
  const units = record(value);
  if (units === null) return null;
  const input = units["input_tokens"];
  const output = units["output_tokens"];
  return input === undefined && output === undefined ? null : { input, output };
}
