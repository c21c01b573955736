import type { CallRow } from "@promptprof/server/contract";
import { formatExact } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";

/** A fact that only some collectors see; where nobody saw it, it has no row. */
type Field = readonly [name: string, value: string];

export function originFields({ versionLabel, gitCommit, experiment }: CallRow): Field[] {
  return known([
    ["Version label", versionLabel],
    ["Git commit", gitCommit],
    ["Experiment", experiment],
  ]);
}

export function timingFields({ headersMs, gaps, retryWaitMs }: CallRow): Field[] {
  return known([
    ["Wait between attempts", durationOf(retryWaitMs)],
    ["Time to headers", durationOf(headersMs)],
    ["Gap between tokens, p50", durationOf(gaps?.p50Ms)],
    ["Gap between tokens, p99", durationOf(gaps?.p99Ms)],
    ["Longest gap", gaps && `${formatDuration(gaps.maxMs)} of ${formatExact(gaps.count)} gaps`],
  ]);
}

export function answerFields({ toolCalls, requestId, rateLimit }: CallRow): Field[] {
  return known([
    ["Tool calls", toolCalls === null ? null : formatExact(toolCalls)],
    ["Requests left", rateLimit && left(rateLimit.remainingRequests, rateLimit.limitRequests)],
    ["Tokens left", rateLimit && left(rateLimit.remainingTokens, rateLimit.limitTokens)],
    ["Request id", requestId],
  ]);
}

function known(fields: readonly (readonly [name: string, value: string | null])[]): Field[] {
  return fields.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function durationOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : formatDuration(ms);
}

/** What is left of the provider's limit after the call. */
function left(remaining: number | null, limit: number | null): string | null {
  if (remaining === null) return limit === null ? null : `of ${formatExact(limit)}`;
  return limit === null ? formatExact(remaining) : `${formatExact(remaining)} of ${formatExact(limit)}`;
}
