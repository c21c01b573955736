import { describe, expect, test } from "vitest";
import { callOf } from "./call-of.case.ts";
import { createPricer } from "./price-call.ts";

const price = createPricer({});
/** 5 dollars text and 40 sound in, 20 and 80 out; text from a cache 2.5, and so is sound. */
const realtime = { responseModel: "gpt-4o-realtime-preview" };

describe("sound costs its own rate, in the part that it belongs to", () => {
  test("10,000 input of which 8,000 sound, 1,000 output of which 600 sound", () => {
    const { costNanoUsd, pricing } = price(
      callOf({ ...realtime, inputAudioTokens: 8_000, outputAudioTokens: 600 }),
    );
    expect(costNanoUsd).toEqual({
      // 2,000 x 5 + 8,000 x 40 millionths of a dollar
      input: 330_000_000,
      cacheRead: 0,
      cacheWrite: 0,
      // 400 x 20 + 600 x 80
      output: 56_000_000,
      total: 386_000_000,
    });
    expect(pricing).toMatchObject({ status: "priced", row: "openai/gpt-4o-realtime-preview", reason: null });
  });

  test("no sound is no sound: 0 and unknown cost the same", () => {
    const silent = price(callOf({ ...realtime, inputAudioTokens: 0, outputAudioTokens: 0 }));
    expect(silent.costNanoUsd).toEqual(price(callOf(realtime)).costNanoUsd);
    expect(silent.pricing.status).toBe("priced");
  });

  test("where all of the input is sound, so is what came from the cache", () => {
    const tokens = { inputAudioTokens: 10_000, cacheReadTokens: 4_000, outputTokens: 0 };
    const { costNanoUsd, pricing } = price(callOf({ ...realtime, ...tokens }));
    expect(costNanoUsd).toMatchObject({ input: 240_000_000, cacheRead: 10_000_000 });
    expect(pricing.status).toBe("priced");
  });

  test("Gemini 2.5 Flash: cached sound costs a tenth, 0.1 dollars", () => {
    const tokens = { inputAudioTokens: 10_000, cacheReadTokens: 10_000, outputTokens: 0 };
    const flash = price(callOf({ provider: "gcp.gemini", responseModel: "gemini-2.5-flash", ...tokens }));
    expect(flash.costNanoUsd).toMatchObject({ input: 0, cacheRead: 1_000_000 });
  });

  test("nobody says how much of the sound was cached: the cheapest possibility is a lower bound", () => {
    const tokens = { inputAudioTokens: 5_000, cacheReadTokens: 4_000, outputTokens: 0 };
    const { costNanoUsd, pricing } = price(callOf({ ...realtime, ...tokens }));
    // 4,000 of the sound cached at 2.5; 1,000 of it at 40 and 5,000 words at 5
    expect(costNanoUsd).toMatchObject({ cacheRead: 10_000_000, input: 65_000_000 });
    expect(pricing).toMatchObject({ status: "partly", reason: "unknown_cached_audio" });
  });
});

describe("sound without a rate is never priced as text", () => {
  const preview = { responseModel: "gpt-4o-audio-preview" };

  test.each([
    [{ inputAudioTokens: 8_000 }, "no_price_for_audio_input", 15_000_000],
    [{ outputAudioTokens: 600 }, "no_price_for_audio_output", 29_000_000],
    [
      { inputAudioTokens: 8_000, outputAudioTokens: 600 },
      "no_price_for_audio_input no_price_for_audio_output",
      9_000_000,
    ],
  ])("%o of gpt-4o-audio-preview: %s, and the text alone costs %d", (tokens, reason, total) => {
    const { costNanoUsd, pricing } = price(callOf({ ...preview, ...tokens }));
    expect(costNanoUsd?.total).toBe(total);
    expect(pricing).toEqual({
      status: "partly",
      row: "openai/gpt-4o-audio-preview",
      effectiveFrom: null,
      reason,
    });
  });

  test("an own price gives it one", () => {
    const own = { model: "gpt-4o-audio-preview", inputUsdPerMTok: 2.5, outputUsdPerMTok: 10 };
    const sound = { inputAudioTokens: 8_000, outputAudioTokens: 600 };
    const without = createPricer({ prices: [own] })(callOf({ ...preview, ...sound }));
    expect(without.pricing.reason).toBe("no_price_for_audio_input no_price_for_audio_output");
    const withSound = { ...own, inputAudioUsdPerMTok: 40, outputAudioUsdPerMTok: 80 };
    const { costNanoUsd, pricing } = createPricer({ prices: [withSound] })(callOf({ ...preview, ...sound }));
    expect(costNanoUsd).toMatchObject({ input: 325_000_000, output: 52_000_000 });
    expect(pricing.status).toBe("priced");
  });
});

test.each([{ inputAudioTokens: 10_001 }, { outputAudioTokens: 1_001 }])(
  "%o is more than the whole",
  (sound) => {
    expect(price(callOf({ ...realtime, ...sound })).pricing).toMatchObject({
      status: "unpriced",
      reason: "impossible_tokens",
    });
  },
);

test("sound that can only have been written to a cache has no price", () => {
  const tokens = { inputAudioTokens: 10_000, cacheWriteTokens: 4_000 };
  expect(price(callOf({ ...realtime, ...tokens })).pricing).toMatchObject({
    status: "partly",
    reason: "no_price_for_audio_cache_write",
  });
});
