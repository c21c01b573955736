import type { Usage } from "./provider.ts";

/** Token counts and nothing else of what knows them. */
export function usageOf(counts: { readonly [Count in keyof Usage]?: number | null | undefined }): Usage {
  return {
    inputTokens: counts.inputTokens ?? null,
    cacheReadTokens: counts.cacheReadTokens ?? null,
    cacheWriteTokens: counts.cacheWriteTokens ?? null,
    outputTokens: counts.outputTokens ?? null,
    reasoningTokens: counts.reasoningTokens ?? null,
  };
}
