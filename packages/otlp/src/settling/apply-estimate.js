import { callModel } from "@promptprof/model";
import { CHAT_TOKENS, isChat } from "../fields/token-estimate.js";
import { encodingOf } from "../fields/vocabulary.js";
import { withNotes } from "./with-notes.js";
/**
 * A settled call with our own count of its text, where nothing reported any tokens. A failed call used what nobody
 * knows; one that was cancelled has read its input.
 */
export function applyEstimate(call, estimate) {
    const didWork = call.errorClass === null || call.errorClass === "cancelled";
    if (estimate === null || call.tokenSource !== "absent" || !didWork)
        return call;
    const { outputTokens, encoding, notes } = estimate;
    const inputTokens = inputOf(call, estimate);
    if (inputTokens === null && outputTokens === null)
        return notes.length === 0 ? call : withNotes(call, notes);
    const isOther = encodingOf(callModel(call)) !== encoding;
    const fired = ["tokens_estimated", ...(isOther ? ["estimated_by_other_tokenizer"] : [])];
    return withNotes({ ...call, inputTokens, outputTokens, tokenSource: "estimated" }, [...fired, ...notes]);
}
function inputOf({ operation }, { inputTokens }) {
    return inputTokens === null || !isChat(operation) ? inputTokens : inputTokens + CHAT_TOKENS.once;
}
//# sourceMappingURL=apply-estimate.js.map