import { type Call, blankCall, createPricer } from "@promptprof/model";

/**
 * Makes the function that says what so many tokens cost as input of a model, by the price list of today, uncached.
 *
 * @returns nano-dollars; null where the model has no price
 */
export function inputPricer(now: number): (model: string, tokens: number) => number | null {
  const price = createPricer({});
  const blank = blankCall({ project: "", traceId: "", spanId: "", startTime: now });
  return (model, tokens) => {
    const call: Call = { ...blank, requestModel: model, inputTokens: tokens, outputTokens: 0 };
    return price({ ...call, tokenSource: "estimated" }).costNanoUsd?.total ?? null;
  };
}
