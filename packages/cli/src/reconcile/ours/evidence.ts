import { groupBy } from "@promptprof/model";
import type { CallRow } from "@promptprof/server/contract";
import { addAmounts, NO_AMOUNTS, sumAmounts, type Amounts } from "../amounts.ts";
import { dayOf } from "../day.ts";

/** The part of a stored call that explains a gap. */
export type EvidentCall = Pick<
  CallRow,
  | "startTime"
  | "provider"
  | "requestModel"
  | "responseModel"
  | "attempts"
  | "errorClass"
  | "inputTokens"
  | "cacheReadTokens"
  | "cacheWriteTokens"
  | "outputTokens"
  | "tokenSource"
  | "costNanoUsd"
  | "pricing"
  | "notes"
>;

/** What the single calls of one of our models tell. Counts are of the sample. */
export interface ModelEvidence {
  readonly calls: number;
  /** false = the newest calls only; then shares hold for the others as far as they are alike. */
  readonly isWhole: boolean;
  /** Calls by OpenTelemetry provider name; "" = not named. */
  readonly providers: Readonly<Record<string, number>>;
  readonly failedWithoutTokens: number;
  readonly othersWithoutTokens: number;
  /** Calls whose tokens are our count or the instrumentation's own, and not the provider's. */
  readonly estimatedCalls: number;
  readonly estimated: Amounts;
  readonly all: Amounts;
  /** Calls without a price by reason; partly priced ones by what has no price. */
  readonly unpriced: Readonly<Record<string, { readonly calls: number; readonly tokens: number }>>;
  readonly partlyPriced: Readonly<Record<string, number>>;
  /** HTTP tries after the first. */
  readonly extraAttempts: number;
  readonly priceRows: Readonly<Record<string, number>>;
  /** Calls that report tokens and say nothing of a cache. */
  readonly cacheUnknown: number;
}

/** The notes that tell that an instrumentation fills in counts of its own. */
const ESTIMATED_NOTES: ReadonlySet<string> = new Set(["tokens_may_be_estimated"]);

export function modelEvidence(calls: readonly EvidentCall[], isWhole: boolean): ModelEvidence {
  const estimated = calls.filter(isEstimated);
  const withoutTokens = calls.filter(
    ({ inputTokens, outputTokens }) => inputTokens === null && outputTokens === null,
  );
  const unpriced = calls.filter(({ pricing }) => pricing.status === "unpriced");
  const partly = calls.filter(({ pricing }) => pricing.status === "partly");
  return {
    calls: calls.length,
    isWhole,
    providers: countBy(calls, ({ provider }) => provider ?? ""),
    failedWithoutTokens: withoutTokens.filter(({ errorClass }) => errorClass !== null).length,
    othersWithoutTokens: withoutTokens.filter(({ errorClass }) => errorClass === null).length,
    estimatedCalls: estimated.length,
    estimated: sumAmounts(estimated.map(callAmounts)),
    all: sumAmounts(calls.map(callAmounts)),
    unpriced: unpricedByReason(unpriced),
    partlyPriced: countBy(partly, ({ pricing }) => pricing.reason ?? "unknown part"),
    extraAttempts: calls.reduce((sum, { attempts }) => sum + Math.max(0, (attempts ?? 1) - 1), 0),
    priceRows: countBy(
      calls.filter(({ pricing }) => pricing.row !== null),
      ({ pricing }) => pricing.row ?? "",
    ),
    cacheUnknown: calls.filter((call) => call.inputTokens !== null && call.cacheReadTokens === null).length,
  };
}

/** What calls count that are marked as possible second views of another call, by day and model. */
export interface PossibleDuplicates {
  readonly day: string;
  readonly model: string | null;
  readonly amounts: Amounts;
}

/** Two views of one request start within milliseconds of each other; the server looks for them within ten seconds. */
const SAME_REQUEST_MS = 10_000;

/**
 * Sums the surplus of marked calls. The mark is on both views where they settled together and on the second alone where
 * they did not, so of marked calls that are equal and close to each other all but one are surplus.
 */
export function possibleDuplicates(marked: readonly EvidentCall[]): PossibleDuplicates[] {
  const sums = new Map<string, PossibleDuplicates>();
  for (const call of marked.filter(isSurplus(marked))) {
    const day = dayOf(Date.parse(call.startTime));
    const model = modelOf(call);
    const id = JSON.stringify([day, model]);
    const amounts = addAmounts(sums.get(id)?.amounts ?? NO_AMOUNTS, callAmounts(call));
    sums.set(id, { day, model, amounts });
  }
  return [...sums.values()];
}

/** All but the first of each cluster of equal calls; a call without an equal one is the view that was marked alone. */
function isSurplus(marked: readonly EvidentCall[]): (call: EvidentCall) => boolean {
  const firsts = new Set<EvidentCall>();
  const equal = groupBy(marked, (call) =>
    JSON.stringify([modelOf(call), call.inputTokens, call.outputTokens]),
  );
  for (const calls of equal.values()) {
    const sorted = calls.toSorted((a, b) => timeOf(a) - timeOf(b));
    for (const [index, call] of sorted.entries()) {
      const isFirst = index === 0 || timeOf(call) - timeOf(sorted[index - 1] ?? call) > SAME_REQUEST_MS;
      const next = sorted[index + 1];
      const hasEqual = next !== undefined && timeOf(next) - timeOf(call) <= SAME_REQUEST_MS;
      if (isFirst && hasEqual) firsts.add(call);
    }
  }
  return (call) => !firsts.has(call);
}

function timeOf({ startTime }: EvidentCall): number {
  return Date.parse(startTime);
}

function modelOf({ responseModel, requestModel }: EvidentCall): string | null {
  return responseModel ?? requestModel;
}

function callAmounts(call: EvidentCall): Amounts {
  return {
    requests: 1,
    inputTokens: call.inputTokens,
    cacheReadTokens: call.cacheReadTokens,
    cacheWriteTokens: call.cacheWriteTokens,
    outputTokens: call.outputTokens,
    costNanoUsd: call.costNanoUsd?.total ?? null,
  };
}

function isEstimated({ tokenSource, notes }: EvidentCall): boolean {
  return tokenSource === "estimated" || notes.some((note) => ESTIMATED_NOTES.has(note));
}

function unpricedByReason(calls: readonly EvidentCall[]): ModelEvidence["unpriced"] {
  const reasons: Record<string, { calls: number; tokens: number }> = {};
  for (const { pricing, inputTokens, outputTokens } of calls) {
    const reason = pricing.reason ?? "unknown reason";
    const known = reasons[reason] ?? { calls: 0, tokens: 0 };
    const tokens = known.tokens + (inputTokens ?? 0) + (outputTokens ?? 0);
    reasons[reason] = { calls: known.calls + 1, tokens };
  }
  return reasons;
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
