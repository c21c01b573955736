import type { Call } from "../call.ts";
import type { UnpricedReason } from "../cost.ts";

/** The tokens of a call in parts that do not overlap, but for sound, which lies across plain and cached input. */
export interface PricedTokens {
  readonly inputAll: number;
  /** Neither read from nor written to a cache. */
  readonly plain: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  /** Sound within `plain` and `cacheRead`. */
  readonly inputAudio: number;
  /** Sound that fits into neither: it was written to a cache. */
  readonly writtenAudio: number;
  /** null = never reported: the input is priced and the call is "partly". */
  readonly output: number | null;
  /** Sound within `output`. */
  readonly outputAudio: number;
}

export function pricedTokens(call: Call): PricedTokens | UnpricedReason {
  if (call.inputTokens === null) {
    return call.errorClass === null ? "absent_tokens" : "failed_without_tokens";
  }
  const cacheRead = call.cacheReadTokens ?? 0;
  const cacheWrites = call.cacheWriteTokens ?? 0;
  const cacheWrite1h = Math.min(call.cacheWrite1hTokens ?? 0, cacheWrites);
  const plain = call.inputTokens - cacheRead - cacheWrites;
  const output = call.outputTokens ?? (call.operation === "embeddings" ? 0 : null);
  const heard = call.inputAudioTokens ?? 0;
  const spoken = call.outputAudioTokens ?? 0;
  if (plain < 0 || heard > call.inputTokens || spoken > (output ?? spoken)) return "impossible_tokens";
  const inputAudio = Math.min(heard, plain + cacheRead);
  return {
    inputAll: call.inputTokens,
    plain,
    cacheRead,
    cacheWrite: cacheWrites - cacheWrite1h,
    cacheWrite1h,
    inputAudio,
    writtenAudio: heard - inputAudio,
    output,
    outputAudio: output === null ? 0 : spoken,
  };
}
