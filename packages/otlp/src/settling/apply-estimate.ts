import { type Call, callModel, encodingOf } from "@promptprof/model";
import type { Note } from "../fields/notes.ts";
import { CHAT_TOKENS, isChat, type TokenEstimate } from "../fields/token-estimate.ts";
import { withNotes } from "./with-notes.ts";

/**
 * A settled call with our own count of its text, where nothing reported any tokens. A failed call used what nobody
 * knows; one that was cancelled has read its input.
 */
export function applyEstimate(call: Call, estimate: TokenEstimate | null): Call {
  const didWork = call.errorClass === null || call.errorClass === "cancelled";
  if (estimate === null || call.tokenSource !== "absent" || !didWork) return call;
  const { outputTokens, encoding, notes } = estimate;
  const inputTokens = inputOf(call, estimate);
  if (inputTokens === null && outputTokens === null)
    return notes.length === 0 ? call : withNotes(call, notes);
  const isOther = encodingOf(callModel(call)) !== encoding;
  const fired: Note[] = ["tokens_estimated", ...(isOther ? (["estimated_by_other_tokenizer"] as const) : [])];
  return withNotes({ ...call, inputTokens, outputTokens, tokenSource: "estimated" }, [...fired, ...notes]);
}

function inputOf({ operation }: Call, { inputTokens }: TokenEstimate): number | null {
  return inputTokens === null || !isChat(operation) ? inputTokens : inputTokens + CHAT_TOKENS.once;
}
