import { expect, test } from "vitest";
import { finishClass } from "./finish-reason.ts";

test.each([
  ["stop", "stop", "end_turn", "stop_sequence", "STOP", "COMPLETE", "completed"],
  ["length", "length", "max_tokens", "MAX_TOKENS", "max_output_tokens", "model_context_window_exceeded"],
  ["tool_call", "tool_calls", "tool-calls", "tool_use", "tool_call", "TOOL_CALL", "function_call"],
  [
    "content_filter",
    "content_filter",
    "content-filter",
    "refusal",
    "SAFETY",
    "RECITATION",
    "SPII",
    "IMAGE_SAFETY",
  ],
  ["error", "error", "ERROR", "failed", "TIMEOUT", "MALFORMED_FUNCTION_CALL"],
  ["other", "pause_turn", "steered", "OTHER", "LANGUAGE", ""],
])("%s", (expected, ...reasons) => {
  expect(reasons.map(finishClass)).toEqual(reasons.map(() => expected));
});
