import type { Measures } from "@promptprof/server/contract";
import { formatCount, formatExact } from "../format/count.ts";
import { formatTokens } from "../format/tokens.ts";
import { formatUsd, formatUsdExact } from "../format/usd.ts";
import { isLowerBound, totalCost } from "./per-call.ts";

/** A sum of money; where the money of some calls is missing in it, "at least". Null = every call is unpriced. */
export function costWords(measures: Measures, nanoUsd: number | null): string {
  if (nanoUsd === null) return "unpriced";
  return `${isLowerBound(measures) ? "≥ " : ""}${formatUsd(nanoUsd)}`;
}

/** The calls that a sum of money is silent about: `12 calls unpriced`, `3 calls partly priced`. */
export function missingWords({ unpricedCalls, partlyPricedCalls }: Measures): string[] {
  return [
    ...(unpricedCalls > 0 ? [`${callsWord(unpricedCalls)} unpriced`] : []),
    ...(partlyPricedCalls > 0 ? [`${callsWord(partlyPricedCalls)} partly priced`] : []),
  ];
}

/** `of which estimated: 12 calls, 3.40k tokens, $0.02`; nothing where nothing is. */
export function estimatedWords({ estimated }: Measures): string[] {
  const { calls, inputTokens, outputTokens, costNanoUsd } = estimated;
  if (calls === 0) return [];
  const tokens = `${formatTokens(inputTokens + outputTokens)} tokens`;
  return [`of which estimated: ${callsWord(calls)}, ${tokens}, ${formatUsd(costNanoUsd)}`];
}

/** The parts to the nano-dollar and their sum, so that anybody can add them up. */
export function exactCost(measures: Measures): string {
  if (totalCost(measures) === null) return "no call has a price";
  const { input, cacheRead, cacheWrite, output, total } = measures.costNanoUsd;
  const parts = [
    `${formatUsdExact(input)} uncached input`,
    `${formatUsdExact(cacheRead)} cache read`,
    `${formatUsdExact(cacheWrite)} cache write`,
    `${formatUsdExact(output)} output`,
  ];
  const sum = `${formatUsdExact(total)} = ${parts.join(" + ")}`;
  return [sum, ...missingWords(measures), ...estimatedWords(measures)].join("; ");
}

/** Tokens to the last one: the whole, its two halves, and what is part of them. */
export function exactTokens(measures: Measures): string {
  const { input, cacheRead, cacheWrite, output, reasoning } = measures.tokens;
  const within = [
    `${formatExact(cacheRead)} of the input read from a cache`,
    `${formatExact(cacheWrite)} written to one`,
    `${formatExact(reasoning)} of the output reasoning`,
  ];
  const sum = `${formatExact(input + output)} = ${formatExact(input)} in + ${formatExact(output)} out`;
  const absent = `absent in ${formatExact(measures.callsWithoutTokens)} calls`;
  return [sum, within.join(", "), absent, ...estimatedWords(measures)].join("; ");
}

function callsWord(calls: number): string {
  return calls === 1 ? "1 call" : `${formatCount(calls)} calls`;
}
