import type { Measures } from "@promptprof/server/contract";
import { share } from "../format/rate.ts";
import { nanoUsdPer1k } from "../format/usd.ts";

/** Means over the calls that have the value; null where none has. Unknown is never counted as zero. */
export function tokensPerCall(measures: Measures, part: "input" | "output"): number | null {
  return share(measures.tokens[part], measures.calls - measures.callsWithoutTokens);
}

/** Nano-dollars of a thousand priced calls; null = every call is unpriced. */
export function costPer1k(measures: Measures): number | null {
  return nanoUsdPer1k(measures.costNanoUsd.total, measures.calls - measures.unpricedCalls);
}

/** Nano-dollars of all priced calls; null = every call is unpriced, which is not the same as free. */
export function totalCost(measures: Measures): number | null {
  return measures.calls > 0 && measures.unpricedCalls >= measures.calls ? null : measures.costNanoUsd.total;
}

export function errorRate(measures: Measures): number | null {
  return share(measures.errors, measures.calls);
}

/** Input and output together; null = no call reported any. */
export function allTokens({ tokens, calls, callsWithoutTokens }: Measures): number | null {
  return calls > 0 && callsWithoutTokens >= calls ? null : tokens.input + tokens.output;
}

/** Some calls have no price, or only one in part: their money is missing in the sum. */
export function isLowerBound({ unpricedCalls, partlyPricedCalls }: Measures): boolean {
  return unpricedCalls + partlyPricedCalls > 0;
}
