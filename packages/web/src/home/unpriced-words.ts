import type { UnpricedAnswer } from "@promptprof/server/contract";
import { formatCount, formatExact } from "../format/count.ts";
import { formatTokens } from "../format/tokens.ts";

export type UnpricedGroup = UnpricedAnswer["groups"][number];

/** What is worth a look, and how many calls merely failed before anything was counted. */
export interface UnpricedParts {
  readonly groups: readonly UnpricedGroup[];
  readonly failedCalls: number;
}

/** A provider charges nothing for most calls that fail without tokens, so they are no finding. */
export function unpricedParts(groups: readonly UnpricedGroup[]): UnpricedParts {
  const isFailed = ({ reason }: UnpricedGroup) => reason === "failed_without_tokens";
  return {
    groups: groups.filter((group) => !isFailed(group)),
    failedCalls: callsOf(groups.filter(isFailed)),
  };
}

/** `132 calls, 1.20M tokens`; calls of which nobody counted any tokens say so. */
export function stakeWords(groups: readonly UnpricedGroup[]): string {
  return `${callsWord(callsOf(groups))}, ${tokensAtStake(groups)}`;
}

/** Tokens whose price is missing; null would hide that it is the count that is missing, so it is in words. */
export function tokensAtStake(groups: readonly UnpricedGroup[]): string {
  const tokens = groups.reduce((sum, group) => sum + group.inputTokens + group.outputTokens, 0);
  const without = groups.reduce((sum, group) => sum + group.callsWithoutTokens, 0);
  if (without === 0) return `${formatTokens(tokens)} tokens`;
  const absent = `tokens absent in ${callsWord(without)}`;
  return tokens === 0 ? absent : `${formatTokens(tokens)} tokens, ${absent}`;
}

/** The same to the last token. */
export function exactStake({ inputTokens, outputTokens }: UnpricedGroup): string {
  return `${formatExact(inputTokens)} input and ${formatExact(outputTokens)} output tokens`;
}

export function failedWords(calls: number): string {
  return `${callsWord(calls)} failed without tokens and ${calls === 1 ? "has" : "have"} no price; most providers charge nothing then.`;
}

/** Advice comes in lower case, to stand behind a colon. */
export function adviceSentence(advice: string): string {
  return advice === "" ? "" : `${advice.charAt(0).toUpperCase()}${advice.slice(1).replace(/\.$/, "")}.`;
}

function callsOf(groups: readonly UnpricedGroup[]): number {
  return groups.reduce((sum, { calls }) => sum + calls, 0);
}

function callsWord(calls: number): string {
  return calls === 1 ? "1 call" : `${formatCount(calls)} calls`;
}
