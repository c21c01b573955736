import { type Call, type GapSummary, PROMPTPROF, type RateLimit } from "@promptprof/model";
import { numberOf, textOf } from "../fields/attribute.ts";
import type { Attributes } from "../wire/attribute-value.ts";

type CollectedFacts = Pick<
  Call,
  | "headersMs"
  | "retryWaitMs"
  | "toolCalls"
  | "gaps"
  | "rateLimit"
  | "experiment"
  | "versionLabel"
  | "gitCommit"
>;

/**
 * What our collectors see of a call that no convention has a name for. Anybody can claim to be us, so what is out of
 * range or does not fit together is unknown.
 */
export function collectedFacts(attributes: Attributes): CollectedFacts {
  return {
    headersMs: msIn(attributes, PROMPTPROF.timeToHeaders),
    retryWaitMs: msIn(attributes, PROMPTPROF.retryWait),
    toolCalls: countIn(attributes, PROMPTPROF.toolCalls),
    gaps: gapsIn(attributes),
    rateLimit: rateLimitIn(attributes),
    experiment: textOf(attributes.get(PROMPTPROF.experiment)),
    versionLabel: textOf(attributes.get(PROMPTPROF.promptLabel)),
    gitCommit: textOf(attributes.get(PROMPTPROF.promptCommit)),
  };
}

function gapsIn(attributes: Attributes): GapSummary | null {
  const count = countIn(attributes, PROMPTPROF.gapCount);
  const p50Ms = msIn(attributes, PROMPTPROF.gapP50);
  const p99Ms = msIn(attributes, PROMPTPROF.gapP99);
  const maxMs = msIn(attributes, PROMPTPROF.gapMax);
  if (count === null || p50Ms === null || p99Ms === null || maxMs === null) return null;
  return count > 0 && p50Ms <= p99Ms && p99Ms <= maxMs ? { count, p50Ms, p99Ms, maxMs } : null;
}

function rateLimitIn(attributes: Attributes): RateLimit | null {
  const limitRequests = countIn(attributes, PROMPTPROF.limitRequests);
  const remainingRequests = countIn(attributes, PROMPTPROF.remainingRequests);
  const limitTokens = countIn(attributes, PROMPTPROF.limitTokens);
  const remainingTokens = countIn(attributes, PROMPTPROF.remainingTokens);
  const isSaid = (limitRequests ?? remainingRequests ?? limitTokens ?? remainingTokens) !== null;
  return isSaid ? { limitRequests, remainingRequests, limitTokens, remainingTokens } : null;
}

/** Half a year: no call takes longer, and its microseconds stay far below 2^53. */
const SECONDS_MAX = 180 * 86_400;

/** Milliseconds in nanosecond steps, so that 0.085 s are 85 ms and not 85.00000000000001. */
function msIn(attributes: Attributes, name: string): number | null {
  const seconds = numberOf(attributes.get(name));
  return seconds !== null && seconds >= 0 && seconds <= SECONDS_MAX ? Math.round(seconds * 1e9) / 1e6 : null;
}

function countIn(attributes: Attributes, name: string): number | null {
  const count = numberOf(attributes.get(name));
  return count !== null && Number.isSafeInteger(count) && count >= 0 ? count : null;
}
