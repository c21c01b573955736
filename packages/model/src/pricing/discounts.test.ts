import { describe, expect, test } from "vitest";
import { callOf } from "./call-of.case.ts";
import type { Discount } from "./discounts.ts";
import { createPricer } from "./price-call.ts";

const gpt4o = { responseModel: "gpt-4o" };
const STANDARD = 35_000_000;

function priced(discounts: readonly Discount[], call: Parameters<typeof callOf>[0] = gpt4o) {
  const { costNanoUsd, pricing } = createPricer({ discounts })(callOf(call));
  return { total: costNanoUsd?.total, row: pricing.row };
}

test("15 % off is 85 % of every part, and the row says so", () => {
  const call = callOf({ ...gpt4o, cacheReadTokens: 6_000 });
  const { costNanoUsd, pricing } = createPricer({ discounts: [{ percent: 15 }] })(call);
  expect(costNanoUsd).toEqual({
    input: 8_500_000,
    cacheRead: 6_375_000,
    cacheWrite: 0,
    output: 8_500_000,
    total: 23_375_000,
  });
  expect(pricing).toMatchObject({ status: "priced", row: "openai/gpt-4o -15%", reason: null });
});

test("0 % changes nothing, not even the row; 100 % costs nothing and is priced", () => {
  expect(priced([{ percent: 0 }])).toEqual({ total: STANDARD, row: "openai/gpt-4o" });
  expect(priced([{ percent: 100 }])).toEqual({ total: 0, row: "openai/gpt-4o -100%" });
});

test("it comes on top of a service tier: half, and 10 % off that", () => {
  expect(priced([{ percent: 10 }], { ...gpt4o, serviceTier: "batch" })).toEqual({
    total: 15_750_000,
    row: "openai/gpt-4o batch -10%",
  });
});

test("cached input without a rate of its own is plain input, so it is discounted once", () => {
  const call = { responseModel: "gpt-4o-audio-preview", cacheReadTokens: 6_000 };
  expect(priced([{ percent: 50 }], call).total).toBe(17_500_000);
});

describe("one discount holds, the narrowest", () => {
  test.each<[string, Discount[], string]>([
    [
      "a name before a pattern",
      [
        { model: "gpt-*", percent: 20 },
        { model: "gpt-4o", percent: 10 },
      ],
      "-10%",
    ],
    ["a pattern before any model", [{ percent: 20 }, { model: "gpt-*", percent: 10 }], "-10%"],
    ["a provider before any", [{ percent: 20 }, { provider: "openai", percent: 10 }], "-10%"],
    [
      "the latest day that has come",
      [
        { from: "2025-01-01", percent: 20 },
        { from: "2025-08-01", percent: 10 },
      ],
      "-10%",
    ],
  ])("%s", (_, discounts, label) => {
    expect(priced(discounts).row).toBe(`openai/gpt-4o ${label}`);
    expect(priced(discounts.toReversed()).row).toBe(`openai/gpt-4o ${label}`);
  });

  test.each<[string, Discount]>([
    ["another provider's", { provider: "anthropic", percent: 10 }],
    ["another model's", { model: "gpt-5*", percent: 10 }],
    ["one that has not begun", { from: "2025-09-02", percent: 10 }],
    ["one that is over", { to: "2025-09-01", percent: 10 }],
  ])("%s does not", (_, discount) => {
    expect(priced([discount]).row).toBe("openai/gpt-4o");
  });

  test("from its first day up to the first day without it, in UTC", () => {
    const pricer = createPricer({ discounts: [{ from: "2025-09-01", to: "2025-10-01", percent: 10 }] });
    const at = (time: string) => pricer(callOf({ ...gpt4o, startTime: Date.parse(time) })).pricing.row;
    expect(at("2025-08-31T23:59:59.999Z")).toBe("openai/gpt-4o");
    expect(at("2025-09-01T00:00:00Z")).toBe("openai/gpt-4o -10%");
    expect(at("2025-09-30T23:59:59.999Z")).toBe("openai/gpt-4o -10%");
    expect(at("2025-10-01T00:00:00Z")).toBe("openai/gpt-4o");
  });
});

describe("own prices are what is paid", () => {
  const prices = [{ model: "gpt-4o", inputUsdPerMTok: 2, outputUsdPerMTok: 8 }];

  test("so nothing is taken off them, unless the discount says so", () => {
    const priceOwn = createPricer({ prices, discounts: [{ percent: 10 }] });
    expect(priceOwn(callOf(gpt4o)).pricing.row).toBe("config/gpt-4o");
    const discounts = [
      { model: "gpt-4o", percent: 10 },
      { percent: 5, onOwnPrices: true },
    ];
    const both = createPricer({ prices, discounts })(callOf(gpt4o));
    expect(both.pricing.row).toBe("config/gpt-4o -5%");
    expect(both.costNanoUsd?.total).toBe(26_600_000);
  });
});

describe("an own price", () => {
  const own = { model: "m", inputUsdPerMTok: 1, outputUsdPerMTok: 2 };

  test("ends on its last day", () => {
    const pricer = createPricer({ prices: [{ ...own, model: "gpt-4o", to: "2025-09-01" }] });
    const at = (time: string) => pricer(callOf({ ...gpt4o, startTime: Date.parse(time) })).pricing.row;
    expect(at("2025-08-31T23:59:59.999Z")).toBe("config/gpt-4o");
    expect(at("2025-09-01T00:00:00Z")).toBe("openai/gpt-4o");
  });

  test("has steps: above 9,999 input tokens everything costs what the step says", () => {
    const steps = [
      { above: 9_999, inputUsdPerMTok: 3, outputUsdPerMTok: 5 },
      { above: 5_000, inputUsdPerMTok: 2, outputUsdPerMTok: 4 },
    ];
    const pricer = createPricer({ prices: [{ ...own, steps }] });
    const total = (inputTokens: number) =>
      pricer(callOf({ responseModel: "m", inputTokens })).costNanoUsd?.total;
    expect([5_000, 5_001, 9_999, 10_000].map(total)).toEqual([7_000_000, 14_002_000, 23_998_000, 35_000_000]);
  });

  test("of a provider beats one of any", () => {
    const prices = [
      { ...own, model: "gpt-4o" },
      { ...own, model: "gpt-4o", provider: "openai", inputUsdPerMTok: 9 },
    ];
    expect(createPricer({ prices })(callOf(gpt4o)).costNanoUsd?.input).toBe(90_000_000);
  });
});
