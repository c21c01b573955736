/** Why the model stopped, in the few classes that call for different actions. */
export type FinishClass = "stop" | "length" | "tool_call" | "content_filter" | "error" | "other";

/** Every provider's word, lower case with `_`; the raw word is what a call keeps. */
const CLASSES: Readonly<Record<Exclude<FinishClass, "other">, readonly string[]>> = {
  stop: ["stop", "end_turn", "stop_sequence", "complete", "completed"],
  length: ["length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"],
  tool_call: ["tool_calls", "tool_use", "tool_call", "function_call"],
  content_filter: [
    "content_filter",
    "content_filtered",
    "refusal",
    "guardrail_intervened",
    "safety",
    "recitation",
    "blocklist",
    "prohibited_content",
    "spii",
    "image_safety",
  ],
  error: ["error", "failed", "timeout"],
};

/** The class of a provider's finish reason; unknown words (`pause_turn`, `LANGUAGE`) are `other`. */
export function finishClass(reason: string): FinishClass {
  const word = reason.toLowerCase().replaceAll("-", "_");
  if (word.startsWith("malformed_")) return "error";
  for (const name of Object.keys(CLASSES) as (keyof typeof CLASSES)[]) {
    if (CLASSES[name].includes(word)) return name;
  }
  return "other";
}
