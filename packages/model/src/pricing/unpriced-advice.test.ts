import { describe, expect, test } from "vitest";
import { UNPRICED_REASONS } from "../cost.ts";
import { unpricedAdvice } from "./unpriced-advice.ts";

describe("advice for a call without a price", () => {
  test("an unknown model gets the lines of its price", () => {
    expect(unpricedAdvice("unknown_model", "acme", "house-router-3b")).toEqual({
      sentence: "add what you pay to promptprof.yaml, in US dollars per million tokens",
      yaml: [
        "prices:",
        '  - model: "house-router-3b"',
        '    provider: "acme"',
        "    inputUsdPerMTok:",
        "    outputUsdPerMTok:",
      ],
    });
    expect(unpricedAdvice("unknown_model", null, "m")?.yaml).not.toContainEqual(
      expect.stringContaining("provider"),
    );
  });

  test("what a price cannot heal gets none", () => {
    const reasons = UNPRICED_REASONS.filter((word) => word !== "unknown_model");
    const advice = reasons.map((reason) => unpricedAdvice(reason, "openai", "gpt-4o"));
    expect(advice).toEqual(reasons.map(() => ({ sentence: expect.stringMatching(/.{20}/), yaml: [] })));
    expect(unpricedAdvice("unknown_model", "openai", null)?.yaml).toEqual([]);
  });

  test("a tier without a factor gets a place for it", () => {
    const advice = unpricedAdvice("no_price_for_tier_scale", "openai", "gpt-4o");
    expect(advice?.sentence).toMatch(/service tier scale/);
    expect(advice?.yaml.slice(-2)).toEqual(["    tiers:", '      "scale":']);
  });

  test("nobody knows what to do about a reason that is none", () => {
    expect(unpricedAdvice("constructor", null, "m")).toBeNull();
    expect(unpricedAdvice("", null, "m")).toBeNull();
  });
});

test("a partly priced call can lack several things, and one entry heals them all", () => {
  const reason = "no_price_for_audio_input absent_output_tokens no_price_for_tier_priority";
  const advice = unpricedAdvice(reason, "openai", "gpt-4o-audio-preview");
  expect(advice?.sentence.split("; ")).toHaveLength(3);
  expect(advice?.yaml).toEqual([
    "prices:",
    '  - model: "gpt-4o-audio-preview"',
    '    provider: "openai"',
    "    inputUsdPerMTok:",
    "    outputUsdPerMTok:",
    "    inputAudioUsdPerMTok:",
    "    tiers:",
    '      "priority":',
  ]);
});

test.each([
  ["a: #b", '"a: #b"'],
  ['say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"'],
  ["*anchor", '"*anchor"'],
  ["line\nbreak", '"line\\nbreak"'],
  ["\u2028\u0085\uFEFF\u007F", '"\\u2028\\u0085\\ufeff\\u007f"'],
])("the name %j is quoted so that YAML reads it back", (model, written) => {
  expect(unpricedAdvice("unknown_model", null, model)?.yaml[1]).toBe(`  - model: ${written}`);
});
