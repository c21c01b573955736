import { calcPrice } from "@pydantic/genai-prices";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callOf as call } from "./call-of.case.ts";
import { createPricer } from "./price-call.ts";

const price = createPricer({});

describe("prices checked by hand, 10,000 input of which 6,000 cached, 1,000 output", () => {
  const cached = { cacheReadTokens: 6_000 };
  test.each([
    ["gpt-4o", "openai", cached, 27_500_000],
    ["gpt-5", "openai", cached, 15_750_000],
    ["gpt-4.1-mini", "openai", cached, 3_800_000],
    ["gemini-2.5-pro", "gcp.gemini", cached, 15_750_000],
    [
      "claude-sonnet-4-20250514",
      "anthropic",
      { cacheReadTokens: 6_000, cacheWriteTokens: 3_000 },
      31_050_000,
    ],
    [
      "claude-sonnet-4-20250514",
      "anthropic",
      { cacheReadTokens: 6_000, cacheWriteTokens: 3_000, cacheWrite1hTokens: 3_000 },
      37_800_000,
    ],
  ] as const)("%s of %s with %o costs %d nano-dollars", (model, provider, tokens, total) => {
    expect(price(call({ responseModel: model, provider, ...tokens })).costNanoUsd?.total).toBe(total);
  });

  test("cached input is billed once: the parts of gpt-4o are 10, 7.5 and 10 thousandths of a dollar", () => {
    const { costNanoUsd } = price(call({ responseModel: "gpt-4o", ...cached }));
    expect(costNanoUsd).toEqual({
      input: 10_000_000,
      cacheRead: 7_500_000,
      cacheWrite: 0,
      output: 10_000_000,
      total: 27_500_000,
    });
  });

  test("a long Gemini prompt pays the higher tier for all of its tokens", () => {
    const long = price(
      call({ responseModel: "gemini-2.5-pro", provider: "gcp.gemini", inputTokens: 300_000 }),
    );
    expect(long.costNanoUsd).toMatchObject({ input: 750_000_000, output: 15_000_000 });
  });
});

describe("prices are dated", () => {
  test("o3 cost five times as much before 10 June 2025", () => {
    const tokens = { responseModel: "o3", inputTokens: 1_000_000, outputTokens: 1_000_000 };
    const before = price(call({ ...tokens, startTime: Date.parse("2025-06-09T23:59:59Z") }));
    const after = price(call({ ...tokens, startTime: Date.parse("2025-06-10T00:00:00Z") }));
    expect(before.costNanoUsd?.total).toBe(50e9);
    expect(before.pricing.effectiveFrom).toBeNull();
    expect(after.costNanoUsd?.total).toBe(10e9);
    expect(after.pricing).toEqual({
      status: "priced",
      row: "openai/o3",
      effectiveFrom: "2025-06-10",
      reason: null,
    });
  });

  test("DeepSeek was cheaper off peak: 18:00 UTC 0.685, 12:00 UTC 1.37 dollars", () => {
    const tokens = {
      responseModel: "deepseek-chat",
      provider: "deepseek",
      inputTokens: 1e6,
      outputTokens: 1e6,
    };
    const at = (time: string) => price(call({ ...tokens, startTime: Date.parse(time) })).costNanoUsd?.total;
    expect(at("2025-05-05T18:00:00Z")).toBe(685_000_000);
    expect(at("2025-05-05T12:00:00Z")).toBe(1_370_000_000);
  });
});

describe("a call that cannot be priced says why and costs null, not 0", () => {
  test.each([
    ["unknown_model", { responseModel: "stories260k" }],
    ["no_model", { responseModel: "None" }],
    ["no_model", {}],
    ["absent_tokens", { responseModel: "gpt-4o", inputTokens: null, outputTokens: null }],
    ["failed_without_tokens", { responseModel: "gpt-4o", inputTokens: null, errorClass: "rate_limit" }],
    ["impossible_tokens", { responseModel: "gpt-4o", cacheReadTokens: 10_001 }],
  ] as const)("%s: %o", (reason, fields) => {
    const { costNanoUsd, pricing } = price(call(fields));
    expect(costNanoUsd).toBeNull();
    expect(pricing).toEqual({ status: "unpriced", row: null, effectiveFrom: null, reason });
  });

  test("an aborted stream has priced input and an unknown output: partly, a lower bound", () => {
    const aborted = price(call({ responseModel: "gpt-4o", outputTokens: null, errorClass: "cancelled" }));
    expect(aborted.costNanoUsd?.total).toBe(25_000_000);
    expect(aborted.pricing).toMatchObject({ status: "partly", reason: "absent_output_tokens" });
  });

  test("embeddings have no output to wait for", () => {
    const embedded = price(
      call({ responseModel: "text-embedding-3-small", operation: "embeddings", outputTokens: null }),
    );
    expect(embedded.pricing.status).toBe("priced");
  });

  test("a model of another provider's list does not price a call: the same weights cost something else elsewhere", () => {
    expect(price(call({ provider: "ollama", responseModel: "gpt-4o" })).pricing.reason).toBe("unknown_model");
  });
});

describe("own prices", () => {
  const own = { inputUsdPerMTok: 1, outputUsdPerMTok: 2 };

  test("give a self-hosted model its price, cached input at the plain rate unless said", () => {
    const priced = createPricer({ prices: [{ model: "stories260k", ...own }] })(
      call({ responseModel: "stories260k", cacheReadTokens: 4_000 }),
    );
    expect(priced.costNanoUsd).toEqual({
      input: 6_000_000,
      cacheRead: 4_000_000,
      cacheWrite: 0,
      output: 2_000_000,
      total: 12_000_000,
    });
    expect(priced.pricing).toEqual({
      status: "priced",
      row: "config/stories260k",
      effectiveFrom: null,
      reason: null,
    });
  });

  test("come before the library's, from their day on", () => {
    const pricer = createPricer({ prices: [{ model: "gpt-4o*", from: "2025-09-01", ...own }] });
    const at = (time: string) =>
      pricer(call({ responseModel: "gpt-4o", startTime: Date.parse(time) })).pricing.row;
    expect(at("2025-08-31T23:59:59Z")).toBe("openai/gpt-4o");
    expect(at("2025-09-01T00:00:00Z")).toBe("config/gpt-4o*");
  });

  test("an exact name beats a pattern, a later date an earlier one", () => {
    const pricer = createPricer({
      prices: [
        { model: "m*", from: "2025-08-01", ...own },
        { model: "mini", from: "2025-01-01", ...own, inputUsdPerMTok: 3 },
        { model: "mini", from: "2025-06-01", ...own, inputUsdPerMTok: 5 },
      ],
    });
    expect(pricer(call({ responseModel: "mini" })).costNanoUsd?.input).toBe(50_000_000);
  });
});

describe("a cost that somebody else reported", () => {
  test("the row that claims $9,990.01 for 10,033 tokens is flagged beside our $0.01262875", () => {
    const odd = price(
      call({
        provider: null,
        requestModel: "gemini/gemini-2.5-pro-preview-03-25",
        startTime: 1_746_631_772_000,
        inputTokens: 10_023,
        outputTokens: 10,
        reportedCostNanoUsd: 9_990_012_528_750,
      }),
    );
    expect(odd.costNanoUsd?.total).toBe(12_628_750);
    expect(odd.notes).toEqual(["reported_cost_differs"]);
  });

  test("within 5 % it is no finding", () => {
    const close = price(call({ responseModel: "gpt-4o", reportedCostNanoUsd: 36_700_000 }));
    expect(close.costNanoUsd?.total).toBe(35_000_000);
    expect(close.notes).toEqual([]);
  });
});

test("our four parts add up to the library's own total within half a nano-dollar a part", () => {
  const models = [
    ["openai", "gpt-4o", "openai"],
    ["anthropic", "claude-sonnet-4-5-20250929", "anthropic"],
    ["gcp.gemini", "gemini-2.5-pro", "google"],
    ["deepseek", "deepseek-chat", "deepseek"],
    ["openai", "o3", "openai"],
  ] as const;
  const part = fc.integer({ min: 0, max: 400_000 });
  const time = fc.integer({ min: Date.parse("2024-09-01"), max: Date.parse("2026-09-01") });
  fc.assert(
    fc.property(
      fc.constantFrom(...models),
      part,
      part,
      part,
      part,
      time,
      (model, plain, read, write, output, startTime) => {
        const [provider, responseModel, providerId] = model;
        const inputTokens = plain + read + write;
        const ours = price(
          call({
            provider,
            responseModel,
            inputTokens,
            cacheReadTokens: read,
            cacheWriteTokens: write,
            outputTokens: output,
            startTime,
          }),
        );
        const theirs = calcPrice(
          {
            input_tokens: inputTokens,
            cache_read_tokens: read,
            cache_write_tokens: write,
            output_tokens: output,
          },
          responseModel,
          { providerId, timestamp: new Date(startTime) },
        );
        expect(
          Math.abs((ours.costNanoUsd?.total ?? Number.NaN) - (theirs?.total_price ?? 0) * 1e9),
        ).toBeLessThanOrEqual(2.5);
      },
    ),
  );
});
