import type { ErrorClass } from "../error-class.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { ReplyFacts } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import { reportedCost } from "./reported-cost.ts";
import { settleUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";

/** Finishes that say the reply failed: OpenAI Responses, OpenRouter and Mistral, Cohere. */
const FAILED_FINISHES: ReadonlyMap<string | null, ErrorClass> = new Map<string | null, ErrorClass>([
  ["failed", "other"],
  ["cancelled", "cancelled"],
  ["error", "other"],
  ["ERROR", "other"],
  ["TIMEOUT", "timeout"],
  ["ERROR_TOXIC", "content_filter"],
  ["ERROR_LIMIT", "context_length"],
]);

const NO_NOTES: readonly ReplyNote[] = [];

/** Makes the facts from what a draft holds. Pure: asking twice gives the same. */
export function factsOf(reader: ShapeReader, draft: ReplyDraft): ReplyFacts {
  // Copying an empty set costs more than reading the whole reply; spreading the tokens into the facts, twice that.
  const notes = draft.notes.size === 0 ? new Set<ReplyNote>() : new Set(draft.notes);
  const tokens = settleUsage(reader.stateUsage(draft, notes), notes);
  const apart = reader.listApart?.(draft, notes) ?? [];
  const finishClass = FAILED_FINISHES.get(draft.finishReason) ?? null;
  return {
    inputTokens: tokens.inputTokens,
    cacheReadTokens: tokens.cacheReadTokens,
    cacheWriteTokens: tokens.cacheWriteTokens,
    cacheWrite1hTokens: tokens.cacheWrite1hTokens,
    inputAudioTokens: tokens.inputAudioTokens,
    outputTokens: tokens.outputTokens,
    reasoningTokens: tokens.reasoningTokens,
    outputAudioTokens: tokens.outputAudioTokens,
    tokenSource: tokens.tokenSource,
    responseId: draft.responseId,
    responseModel: draft.responseModel,
    finishReason: draft.finishReason,
    errorClass: draft.errorClass ?? finishClass,
    errorType: draft.errorClass === null && finishClass !== null ? draft.finishReason : draft.errorType,
    toolCallCount: draft.toolCallCount,
    serviceTier: draft.serviceTier,
    reportedCostNanoUsd: reportedCost(draft.usage, notes),
    apart,
    notes: notes.size === 0 ? NO_NOTES : [...notes],
  };
}
