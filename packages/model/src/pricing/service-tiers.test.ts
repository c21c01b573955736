import { describe, expect, test } from "vitest";
import { callOf } from "./call-of.case.ts";
import { createPricer } from "./price-call.ts";
import { tierName } from "./service-tiers.ts";

const price = createPricer({});
const gpt4o = { responseModel: "gpt-4o" };
const sonnet = { provider: "anthropic", responseModel: "claude-sonnet-4-20250514" };
const flash = { provider: "gcp.gemini", responseModel: "gemini-2.5-flash" };
const vertex = { ...flash, provider: "gcp.vertex_ai" };

test.each([null, "", "default", "standard", "auto", "ON_DEMAND", " Default "])(
  "the tier %j is the standard one",
  (tier) => {
    const { costNanoUsd, pricing } = price(callOf({ ...gpt4o, serviceTier: tier }));
    expect(costNanoUsd?.total).toBe(35_000_000);
    expect(pricing).toMatchObject({ status: "priced", row: "openai/gpt-4o" });
  },
);

describe("half price, and the row says so", () => {
  test.each([
    ["batch", gpt4o, 17_500_000, "openai/gpt-4o batch"],
    ["flex", { responseModel: "o3" }, 14_000_000, "openai/o3 flex"],
    ["batch", sonnet, 22_500_000, "anthropic/claude-sonnet-4-0 batch"],
    ["batch", flash, 2_750_000, "google/gemini-2.5-flash batch"],
    ["flex", flash, 2_750_000, "google/gemini-2.5-flash flex"],
    ["ON_DEMAND_FLEX", vertex, 2_750_000, "google/gemini-2.5-flash flex"],
  ] as const)("%s of %o costs %d", (serviceTier, model, total, row) => {
    const { costNanoUsd, pricing } = price(callOf({ ...model, serviceTier }));
    expect(costNanoUsd?.total).toBe(total);
    expect(pricing).toMatchObject({ status: "priced", row, reason: null });
  });

  test("Anthropic halves cache reads and writes too: 1,000 plain, 6,000 read, 3,000 written, 1,000 out", () => {
    const tokens = { cacheReadTokens: 6_000, cacheWriteTokens: 3_000 };
    const batch = price(callOf({ ...sonnet, ...tokens, serviceTier: "batch" }));
    expect(batch.costNanoUsd?.total).toBe(31_050_000 / 2);
  });

  test.each(["batch", "flex"])("Google's %s does not halve what is read from a cache", (serviceTier) => {
    const tokens = { cacheReadTokens: 6_000, outputTokens: 0 };
    const standard = price(callOf({ ...flash, ...tokens })).costNanoUsd;
    const batch = price(callOf({ ...flash, ...tokens, serviceTier })).costNanoUsd;
    expect(batch).toMatchObject({ input: 600_000, cacheRead: standard?.cacheRead });
  });

  test("sound is halved with the rest", () => {
    const sound = { responseModel: "gpt-4o-realtime-preview", inputAudioTokens: 10_000, outputTokens: 0 };
    expect(price(callOf({ ...sound, serviceTier: "batch" })).costNanoUsd?.input).toBe(200_000_000);
  });
});

describe("a tier without a factor is no standard call", () => {
  test.each([
    ["priority", gpt4o, "openai/gpt-4o"],
    ["priority", flash, "google/gemini-2.5-flash"],
    ["ON_DEMAND_PRIORITY", vertex, "google/gemini-2.5-flash"],
    [
      "priority",
      { provider: "aws.bedrock", responseModel: "anthropic.claude-3-5-sonnet-20241022-v2:0" },
      "aws/regional.anthropic.claude-3-5-sonnet-20241022-v2:0",
    ],
  ])("%s of %o can only be dearer: the standard price is a lower bound", (serviceTier, model, row) => {
    const { costNanoUsd, pricing } = price(callOf({ ...model, serviceTier }));
    expect(costNanoUsd).toEqual(price(callOf(model)).costNanoUsd);
    expect(pricing).toMatchObject({ status: "partly", row, reason: "no_price_for_tier_priority" });
  });

  test.each([
    ["scale", gpt4o, "no_price_for_tier_scale"],
    ["priority", sonnet, "no_price_for_tier_priority"],
    ["PROVISIONED_THROUGHPUT", vertex, "no_price_for_tier_provisioned_throughput"],
    ["flex", { ...gpt4o, provider: "azure.ai.openai" }, "no_price_for_tier_flex"],
    ["somebody's own words: with prompt, and more", gpt4o, "no_price_for_tier_other"],
  ])("%s of %o may be cheaper or paid ahead: no cost is known", (serviceTier, model, reason) => {
    const { costNanoUsd, pricing } = price(callOf({ ...model, serviceTier }));
    expect(costNanoUsd).toBeNull();
    expect(pricing).toEqual({ status: "unpriced", row: null, effectiveFrom: null, reason });
  });
});

describe("an own price and tiers", () => {
  const own = { model: "gpt-4o", inputUsdPerMTok: 2, outputUsdPerMTok: 8 };

  test("its own factors come first, by any spelling", () => {
    const priced = createPricer({ prices: [{ ...own, tiers: { BATCH: 0.25, priority: 2, default: 1.5 } }] });
    const total = (serviceTier: string | null) =>
      priced(callOf({ ...gpt4o, serviceTier })).costNanoUsd?.total;
    expect([null, "batch", "priority", "default"].map(total)).toEqual([
      28_000_000, 7_000_000, 56_000_000, 42_000_000,
    ]);
    expect(priced(callOf({ ...gpt4o, serviceTier: "batch" })).pricing.row).toBe("config/gpt-4o batch");
  });

  test("a tier that it does not name keeps its provider's rule", () => {
    const priced = createPricer({ prices: [{ ...own, tiers: { priority: 2 } }] });
    expect(priced(callOf({ ...gpt4o, serviceTier: "flex" })).costNanoUsd?.total).toBe(14_000_000);
    expect(priced(callOf({ ...gpt4o, serviceTier: "scale" })).pricing.reason).toBe("no_price_for_tier_scale");
    const unknown = callOf({ ...gpt4o, provider: null, serviceTier: "batch" });
    expect(priced(unknown).pricing.reason).toBe("no_price_for_tier_batch");
  });
});

test("a tier is a word, for reasons are counted by their words", () => {
  expect(tierName("Provisioned-Throughput")).toBe("provisioned_throughput");
  expect(tierName("x".repeat(41))).toBe("other");
  expect(tierName("ON_DEMAND")).toBe("on_demand");
  expect(tierName("  ")).toBeNull();
});
