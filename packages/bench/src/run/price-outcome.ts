import { blankCall, createPricer, type Call, type CostNanoUsd, type OwnPrice } from "@promptprof/model";
import type { Outcome } from "../providers/provider.ts";

export interface Priced {
  readonly cost: CostNanoUsd | null;
  /** Why there is no cost; null where there is one. */
  readonly unpriced: string | null;
}

type PriceOutcome = (outcome: Outcome, provider: string | null, model: string, startedAt: number) => Priced;

/** Prices calls of a run as those of production are: own prices first, then the price list of their day. */
export function outcomePricer(prices: readonly OwnPrice[]): PriceOutcome {
  const price = createPricer({ prices });
  return (outcome, provider, model, startedAt) => {
    const { costNanoUsd, pricing } = price(callOf(outcome, provider, model, startedAt));
    return costNanoUsd === null
      ? { cost: null, unpriced: pricing.reason ?? "unknown_model" }
      : { cost: costNanoUsd, unpriced: null };
  };
}

function callOf(outcome: Outcome, provider: string | null, model: string, startTime: number): Call {
  const blank = { ...blankCall({ project: "bench", traceId: "", spanId: "", startTime }), provider };
  const asked: Call = { ...blank, requestModel: model };
  if (outcome.kind === "failure") return { ...asked, errorClass: outcome.errorClass };
  const { usage, responseModel } = outcome;
  const isReported = usage.inputTokens !== null || usage.outputTokens !== null;
  return { ...asked, ...usage, responseModel, tokenSource: isReported ? "reported" : "absent" };
}
