/** Every provider's word, lower case with `_`; the raw word is what a call keeps. */
const CLASSES = new Map([
    ...words("stop", ["stop", "end_turn", "stop_sequence", "complete", "completed"]),
    ...words("length", ["length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"]),
    ...words("tool_call", ["tool_calls", "tool_use", "tool_call", "function_call"]),
    ...words("content_filter", ["content_filter", "content_filtered", "refusal", "guardrail_intervened"]),
    ...words("content_filter", [
        "safety",
        "recitation",
        "blocklist",
        "prohibited_content",
        "spii",
        "image_safety",
    ]),
    ...words("error", ["error", "failed", "timeout"]),
]);
function words(finishClass, reasons) {
    return reasons.map((reason) => [reason, finishClass]);
}
/** The class of a provider's finish reason; unknown words (`pause_turn`, `LANGUAGE`) are `other`. */
export function finishClass(reason) {
    const word = reason.toLowerCase().replaceAll("-", "_");
    if (word.startsWith("malformed_"))
        return "error";
    return CLASSES.get(word) ?? "other";
}
//# sourceMappingURL=finish-reason.js.map