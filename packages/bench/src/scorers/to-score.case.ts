import type { JsonValue } from "../providers/provider.ts";
import type { Scorer, ToScore } from "./scorer.ts";

/** A reply of a model that took a tenth of a second. */
export function toScore(
  output: string,
  expected?: JsonValue,
  input: ToScore["input"] = {},
  signal: AbortSignal = new AbortController().signal,
): ToScore {
  const usage = {
    inputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    outputTokens: null,
    reasoningTokens: null,
  };
  const reply = {
    kind: "reply",
    text: output,
    toolCalls: [],
    finishReason: "stop",
    responseModel: null,
    usage,
    ttftMs: null,
    durationMs: 100,
    attempts: 1,
  } as const;
  return { input, output, reply, expected, signal };
}

/** The first value that a scorer gives. */
export async function valueOf(
  scorer: Scorer,
  output: string,
  expected?: JsonValue,
  input: ToScore["input"] = {},
): Promise<number | null | undefined> {
  return (await scorer.score(toScore(output, expected, input)))[0]?.value;
}
