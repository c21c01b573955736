/** Why the model stopped, in the few classes that call for different actions. */
export type FinishClass = "stop" | "length" | "tool_call" | "content_filter" | "error" | "other";

/** Every provider's word, lower case with `_`; the raw word is what a call keeps. */
const CLASSES: ReadonlyMap<string, FinishClass> = new Map([
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

function words(finishClass: FinishClass, reasons: readonly string[]): [string, FinishClass][] {
  return reasons.map((reason) => [reason, finishClass]);
}

/** The class of a provider's finish reason; unknown words (`pause_turn`, `LANGUAGE`) are `other`. */
export function finishClass(reason: string): FinishClass {
  const word = reason.toLowerCase().replaceAll("-", "_");
  if (word.startsWith("malformed_")) return "error";
  return CLASSES.get(word) ?? "other";
}
