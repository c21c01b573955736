import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenReader } from "./token-count.ts";
import { DEFAULT_USAGE_RULES, type ReportedUsage, tokensOf, type UsageRules } from "./usage.ts";

const NONE: ReportedUsage = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  inputAudio: null,
  output: null,
  reasoning: null,
  outputAudio: null,
  total: null,
};

function settled(usage: Partial<ReportedUsage>, rules: Partial<UsageRules> = {}) {
  const reader = new TokenReader();
  const tokens = tokensOf({ ...NONE, ...usage }, { ...DEFAULT_USAGE_RULES, ...rules }, reader);
  return { ...tokens, notes: [...reader.notes] };
}

const anthropic = { cacheRead: 64, cacheWrite: 32, output: 45 };

test("one Anthropic answer of 152 input tokens is 152, whether its instrumentation says 152 or 56", () => {
  expect(settled({ ...anthropic, input: 152 })).toMatchObject({ inputTokens: 152, notes: [] });
  expect(settled({ ...anthropic, input: 56 }, { cacheInInput: "excluded" })).toMatchObject({
    inputTokens: 152,
    notes: ["input_excludes_cache_by_scope"],
  });
  expect(settled({ ...anthropic, input: 56 })).toMatchObject({
    inputTokens: 152,
    notes: ["input_excludes_cache_by_size"],
  });
});

test("a total that fits only with the cache outside puts it there, even where the size would allow both", () => {
  const usage = { input: 200, cacheRead: 64, output: 45 };
  expect(settled({ ...usage, total: 309 })).toMatchObject({
    inputTokens: 264,
    notes: ["input_excludes_cache_by_total"],
  });
  expect(settled({ ...usage, total: 245 })).toMatchObject({ inputTokens: 200, notes: [] });
});

test("a total of uncached input and output proves nothing against a scope that leaves the cache out", () => {
  const traceloop = settled({ ...anthropic, input: 56, total: 101 }, { cacheInInput: "excluded" });
  expect(traceloop).toMatchObject({ inputTokens: 152, notes: ["input_excludes_cache_by_scope"] });
});

test("a total that contradicts its parts is told, and the parts stand", () => {
  expect(settled({ input: 10, output: 5, total: 99 })).toMatchObject({
    inputTokens: 10,
    outputTokens: 5,
    notes: ["total_contradicts_parts"],
  });
});

test("a total that fits only with the reasoning beside the output puts it there, as Gemini counts", () => {
  expect(settled({ input: 10, output: 5, reasoning: 3, total: 18 })).toMatchObject({
    inputTokens: 10,
    outputTokens: 8,
    reasoningTokens: 3,
    notes: ["output_excludes_reasoning_by_total"],
  });
  expect(settled({ input: 10, output: 5, reasoning: 3, total: 15 })).toMatchObject({
    outputTokens: 5,
    notes: [],
  });
});

test("reasoning larger than the output is cut down to it", () => {
  expect(settled({ output: 10, reasoning: 30 })).toMatchObject({
    reasoningTokens: 10,
    notes: ["reasoning_clamped"],
  });
  expect(settled({ output: 10, reasoning: 30 }, { reasoningInOutput: "excluded" })).toMatchObject({
    outputTokens: 40,
    reasoningTokens: 30,
    notes: [],
  });
});

test("sound larger than its whole is cut down to it", () => {
  const heard = settled({ input: 100, inputAudio: 160, output: 20, outputAudio: 20 });
  expect(heard).toMatchObject({ inputAudioTokens: 100, outputAudioTokens: 20, notes: ["audio_clamped"] });
  expect(settled({ input: 100, output: 20, outputAudio: 21 })).toMatchObject({
    outputAudioTokens: 20,
    notes: ["audio_clamped"],
  });
});

test("one-hour cache writes are part of all cache writes", () => {
  expect(settled({ input: 50, cacheWrite: 32, cacheWrite1h: 40 })).toMatchObject({
    cacheWrite1hTokens: 32,
    notes: ["cache_write_1h_clamped"],
  });
  expect(settled({ input: 50, cacheWrite1h: 40 }).cacheWrite1hTokens).toBeNull();
});

test("what was never reported is null, and all zeros are nothing reported", () => {
  expect(settled({})).toMatchObject({
    inputTokens: null,
    outputTokens: null,
    tokenSource: "absent",
    notes: [],
  });
  expect(settled({ input: 0, output: 0, total: 0 })).toMatchObject({
    inputTokens: null,
    tokenSource: "absent",
    notes: ["zero_usage_ignored"],
  });
  expect(settled({ input: 0, output: 0 }, { zero: "real" })).toMatchObject({
    inputTokens: 0,
    tokenSource: "reported",
  });
  expect(settled({ input: 7, output: 0 })).toMatchObject({ inputTokens: 7, outputTokens: 0, notes: [] });
});

test("whatever is reported, no part is larger than its whole, and unknown stays unknown", () => {
  const count = fc.option(fc.nat(1000), { nil: null });
  const usage = fc.record({
    input: count,
    cacheRead: count,
    cacheWrite: count,
    cacheWrite1h: count,
    inputAudio: count,
    output: count,
    reasoning: count,
    outputAudio: count,
    total: count,
  });
  const rules = fc.record({
    cacheInInput: fc.constantFrom<UsageRules["cacheInInput"][]>("included", "excluded"),
    reasoningInOutput: fc.constantFrom<UsageRules["reasoningInOutput"][]>("included", "excluded"),
    zero: fc.constantFrom<UsageRules["zero"][]>("real", "absent"),
  });
  fc.assert(
    fc.property(usage, rules, (reported, known) => {
      const tokens = settled(reported, known);
      const cache = (tokens.cacheReadTokens ?? 0) + (tokens.cacheWriteTokens ?? 0);
      expect(tokens.inputTokens ?? cache).toBeGreaterThanOrEqual(cache);
      expect(tokens.outputTokens ?? tokens.reasoningTokens ?? 0).toBeGreaterThanOrEqual(
        tokens.reasoningTokens ?? 0,
      );
      if (tokens.inputTokens !== null)
        expect(tokens.inputAudioTokens ?? 0).toBeLessThanOrEqual(tokens.inputTokens);
      if (tokens.outputTokens !== null)
        expect(tokens.outputAudioTokens ?? 0).toBeLessThanOrEqual(tokens.outputTokens);
      expect(reported.input ?? tokens.inputTokens).toBe(reported.input);
      expect(reported.output ?? tokens.outputTokens).toBe(reported.output);
    }),
  );
});
