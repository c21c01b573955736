import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Call } from "../call.ts";
import { callOf } from "./call-of.case.ts";
import type { Discount } from "./discounts.ts";
import { createPricer, type PricerOptions } from "./price-call.ts";

const MODELS = [
  ["openai", "gpt-4o"],
  ["openai", "gpt-4o-realtime-preview"],
  ["openai", "gpt-4o-audio-preview"],
  ["openai", "o3"],
  ["anthropic", "claude-sonnet-4-5-20250929"],
  ["gcp.gemini", "gemini-2.5-pro"],
  ["gcp.gemini", "gemini-2.5-flash"],
  ["deepseek", "deepseek-chat"],
  [null, "house-model"],
] as const;
const TIERS = [null, "default", "batch", "flex", "priority", "scale", "ON_DEMAND", "?"] as const;

const count = fc.nat(2_000_000);
/** Token counts that do not overlap, but for sound. */
const parts = fc.record({ plain: count, read: count, write: count, hour: count, output: count });
const sound = fc.record({
  heard: fc.double({ min: 0, max: 1, noNaN: true }),
  spoken: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

function tokensOf({ plain, read, write, hour, output }: Parts): Partial<Call> {
  return {
    inputTokens: plain + read + write + hour,
    cacheReadTokens: read,
    cacheWriteTokens: write + hour,
    cacheWrite1hTokens: hour,
    outputTokens: output,
  };
}

const anyCall = fc
  .record({
    model: fc.constantFrom(...MODELS),
    serviceTier: fc.constantFrom(...TIERS),
    startTime: fc.integer({ min: Date.parse("2024-09-01"), max: Date.parse("2026-09-01") }),
    parts,
    sound,
  })
  .map(
    ({ model: [provider, responseModel], serviceTier, startTime, parts: tokens, sound: { heard, spoken } }) =>
      callOf({
        provider,
        responseModel,
        serviceTier,
        startTime,
        ...tokensOf(tokens),
        inputAudioTokens: Math.floor(heard * (tokens.plain + tokens.read)),
        outputAudioTokens: Math.floor(spoken * tokens.output),
      }),
  );

const usd = fc.double({ min: 0, max: 1_000, noNaN: true });
const anyDiscount: fc.Arbitrary<Discount> = fc.record(
  {
    model: fc.constantFrom("*", "gpt-*", "o3"),
    provider: fc.constantFrom("openai", "anthropic"),
    percent: fc.double({ min: 0, max: 100, noNaN: true }),
    onOwnPrices: fc.boolean(),
  },
  { requiredKeys: ["percent"] },
);
const anyOptions: fc.Arbitrary<PricerOptions> = fc.record({
  prices: fc.array(
    fc.record({
      model: fc.constantFrom("*", "house-*", "gpt-4o"),
      inputUsdPerMTok: usd,
      outputUsdPerMTok: usd,
      tiers: fc.dictionary(fc.constantFrom("batch", "scale"), fc.double({ min: 0, max: 100, noNaN: true })),
    }),
    { maxLength: 2 },
  ),
  discounts: fc.array(anyDiscount, { maxLength: 3 }),
});

describe("whatever the prices, tiers and discounts", () => {
  test("a cost is four whole parts >= 0 and their sum, or there is a reason", () => {
    fc.assert(
      fc.property(anyCall, anyOptions, (call, options) => {
        const { costNanoUsd, pricing } = createPricer(options)(call);
        if (costNanoUsd === null) {
          expect(pricing).toMatchObject({ status: "unpriced", row: null });
          expect(pricing.reason).not.toBeNull();
          return;
        }
        const { total, ...four } = costNanoUsd;
        for (const part of Object.values(four)) expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
        expect(Object.keys(four)).toEqual(["input", "cacheRead", "cacheWrite", "output"]);
        expect(total).toBe(four.input + four.cacheRead + four.cacheWrite + four.output);
        expect(pricing.reason === null).toBe(pricing.status === "priced");
      }),
      { numRuns: 1_000 },
    );
  });

  test("a discount of 0 % changes nothing", () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const discounted = createPricer({ discounts: [{ percent: 0, onOwnPrices: true }] })(call);
        expect(discounted).toEqual(createPricer({})(call));
      }),
    );
  });

  test("a discount never makes a call dearer, and a larger one never less so", () => {
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(anyCall, percent, percent, (call, a, b) => {
        const total = (off: number) =>
          createPricer({ discounts: [{ percent: off }] })(call).costNanoUsd?.total ?? 0;
        expect(total(Math.max(a, b))).toBeLessThanOrEqual(total(Math.min(a, b)));
      }),
    );
  });
});

test("more tokens of any part never cost less; a step up of a long input is dearer too", () => {
  const price = createPricer({});
  fc.assert(
    fc.property(
      fc.constantFrom(...MODELS),
      fc.constantFrom(null, "batch", "priority"),
      parts,
      fc.constantFrom<keyof Parts>("plain", "read", "write", "hour", "output"),
      fc.nat(1_000),
      ([provider, responseModel], serviceTier, tokens, part, more) => {
        const total = (of: Parts) =>
          price(callOf({ provider, responseModel, serviceTier, ...tokensOf(of) })).costNanoUsd?.total ?? 0;
        expect(total({ ...tokens, [part]: tokens[part] + more })).toBeGreaterThanOrEqual(total(tokens));
      },
    ),
    { numRuns: 500 },
  );
});

test("more of the tokens being sound never costs less where sound has a price", () => {
  const price = createPricer({});
  fc.assert(
    fc.property(parts, fc.nat(1_000), ({ plain, read, output }, more) => {
      const tokens = { inputTokens: plain + read + more, cacheReadTokens: read, outputTokens: output };
      const total = (inputAudioTokens: number) =>
        price(callOf({ responseModel: "gpt-4o-realtime-preview", ...tokens, inputAudioTokens })).costNanoUsd
          ?.total ?? 0;
      expect(total(more)).toBeGreaterThanOrEqual(total(0));
    }),
  );
});

test("a reported cost is a finding exactly beyond 5 % and a millionth of a dollar", () => {
  const price = createPricer({});
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (inputTokens, outputTokens, times) => {
        const call = callOf({ responseModel: "gpt-4o", inputTokens, outputTokens });
        const total = price(call).costNanoUsd?.total ?? 0;
        const reportedCostNanoUsd = Math.round(total * times);
        const distance = Math.abs(reportedCostNanoUsd - total);
        const { notes } = price({ ...call, reportedCostNanoUsd });
        const isFinding = distance > Math.max(1_000, 0.05 * total);
        expect(notes).toEqual(isFinding ? ["reported_cost_differs"] : []);
      },
    ),
  );
});
