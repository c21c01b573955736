import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallTokens } from "../call.ts";
import type { ReplyNote } from "./reply-note.ts";
import { INSIDE, settleUsage, type StatedUsage } from "./settle-usage.ts";

function settle(stated: Partial<StatedUsage>): CallTokens & { readonly notes: readonly ReplyNote[] } {
  const notes = new Set<ReplyNote>();
  const tokens = settleUsage({ layout: INSIDE, totalDecides: true, ...stated }, notes);
  return { ...tokens, notes: [...notes] };
}

const BESIDE = { layout: { cacheOutside: true, reasoningOutside: false }, totalDecides: false };

describe("usage that adds up", () => {
  test("is taken as it stands", () => {
    expect(settle({ input: 120, cacheRead: 64, output: 45, reasoning: 16, total: 165 })).toEqual({
      inputTokens: 120,
      cacheReadTokens: 64,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      inputAudioTokens: null,
      outputTokens: 45,
      reasoningTokens: 16,
      outputAudioTokens: null,
      tokenSource: "reported",
      notes: [],
    });
  });

  test("of Anthropic's kind is summed: 56 uncached, 64 read and 32 written are 152", () => {
    const settled = settle({ input: 56, cacheRead: 64, cacheWrite: 32, output: 45, ...BESIDE });
    expect(settled).toMatchObject({ inputTokens: 152, cacheReadTokens: 64, cacheWriteTokens: 32 });
    expect(settled.notes).toEqual(["cache_added_to_input"]);
  });

  test("of 0 tokens is known to be 0", () => {
    expect(settle({ input: 0, output: 0, total: 0 })).toMatchObject({
      inputTokens: 0,
      outputTokens: 0,
      notes: [],
    });
  });

  test("that was cut while the model still thought has its thoughts as output", () => {
    const layout = { cacheOutside: false, reasoningOutside: true };
    expect(settle({ input: 9, reasoning: 300, total: 309, layout, totalDecides: false })).toMatchObject({
      outputTokens: 300,
      reasoningTokens: 300,
    });
  });
});

describe("absent usage", () => {
  test.each([
    ["no usage object", null],
    ["an empty one", { layout: INSIDE, totalDecides: true }],
    ["nulls", { input: null, output: null, total: null, layout: INSIDE, totalDecides: true }],
    ["a total alone", { total: 12, layout: INSIDE, totalDecides: true }],
  ])("%s is unknown, never 0", (_, stated) => {
    const tokens = settleUsage(stated, new Set());
    expect(tokens).toMatchObject({ inputTokens: null, outputTokens: null, tokenSource: "absent" });
  });
});

describe("a contradiction has a result and a note", () => {
  test("more cached than input: the cached ones stand beside it (56 < 64 + 32)", () => {
    const settled = settle({ input: 56, cacheRead: 64, cacheWrite: 32, output: 45 });
    expect(settled.inputTokens).toBe(152);
    expect(settled.notes).toEqual(["input_excludes_cache_by_size"]);
  });

  test("more cached than input, and the total knows: 10 + 50 + 5 = 65", () => {
    const settled = settle({ input: 10, cacheRead: 50, output: 5, total: 65 });
    expect(settled.inputTokens).toBe(60);
    expect(settled.notes).toEqual(["input_excludes_cache_by_total"]);
  });

  test("fewer cached than input, but only their sum fits the total", () => {
    const settled = settle({ input: 100, cacheRead: 50, output: 5, total: 155 });
    expect(settled.inputTokens).toBe(150);
    expect(settled.notes).toEqual(["input_excludes_cache_by_total"]);
  });

  test("more reasoning than output: cut down to the output", () => {
    const settled = settle({ input: 10, output: 20, reasoning: 30, total: 30 });
    expect(settled).toMatchObject({ outputTokens: 20, reasoningTokens: 20 });
    expect(settled.notes).toEqual(["reasoning_clamped"]);
  });

  test("reasoning beside the output, as only the total tells: 12 + 2 + 340 = 354", () => {
    const settled = settle({ input: 12, cacheRead: 11, output: 2, reasoning: 340, total: 354 });
    expect(settled).toMatchObject({ inputTokens: 12, outputTokens: 342, reasoningTokens: 340 });
    expect(settled.notes).toEqual(["output_excludes_reasoning_by_total"]);
  });

  test("both beside the whole: 10 + 50 + 20 + 30 = 110", () => {
    const settled = settle({ input: 10, cacheRead: 50, output: 20, reasoning: 30, total: 110 });
    expect(settled).toMatchObject({ inputTokens: 60, outputTokens: 50 });
  });

  test("a provider known to leave reasoning out is overruled by a total that holds it", () => {
    const layout = { cacheOutside: false, reasoningOutside: true };
    const settled = settle({ input: 12, output: 342, reasoning: 340, total: 354, layout });
    expect(settled).toMatchObject({ outputTokens: 342, notes: ["output_includes_reasoning_by_total"] });
  });

  test("a total that no reading explains: the parts are kept", () => {
    const settled = settle({ input: 10, output: 20, total: 31 });
    expect(settled).toMatchObject({ inputTokens: 10, outputTokens: 20, notes: ["total_contradicts_parts"] });
  });

  test("a total without the cached part, as Bedrock may write it, contradicts nothing", () => {
    const settled = settle({ input: 10, cacheRead: 90, output: 20, total: 30, ...BESIDE });
    expect(settled).toMatchObject({ inputTokens: 100, notes: ["cache_added_to_input"] });
  });

  test("more one-hour writes than writes: cut down to the writes", () => {
    const settled = settle({ input: 1, cacheWrite: 5, cacheWrite1h: 9, output: 1, ...BESIDE });
    expect(settled).toMatchObject({ cacheWriteTokens: 5, cacheWrite1hTokens: 5 });
    expect(settled.notes).toContain("cache_write_1h_clamped");
  });
});

describe("a count that is none", () => {
  test.each<[string, unknown, number | null, ReplyNote]>([
    ["text", "120", 120, "tokens_as_text"],
    ["text with spaces", " 120 ", 120, "tokens_as_text"],
    ["empty text", "", null, "unreadable_tokens_ignored"],
    ["words", "many", null, "unreadable_tokens_ignored"],
    ["text below zero", "-5", null, "unreadable_tokens_ignored"],
    ["a number below zero", -5, null, "negative_tokens_ignored"],
    ["NaN", NaN, null, "unreadable_tokens_ignored"],
    ["infinity", Infinity, null, "unreadable_tokens_ignored"],
    ["a fraction", 1.5, null, "unreadable_tokens_ignored"],
    ["a number that JSON rounded", 2 ** 53, null, "unreadable_tokens_ignored"],
    ["a boolean", true, null, "unreadable_tokens_ignored"],
    ["a list", [120], null, "unreadable_tokens_ignored"],
    ["an object", { tokens: 120 }, null, "unreadable_tokens_ignored"],
  ])("%s is read as far as it can be, and said", (_, input, expected, note) => {
    const settled = settle({ input, output: 45 });
    expect(settled).toMatchObject({ inputTokens: expected, outputTokens: 45 });
    expect(settled.notes).toEqual([note]);
  });

  test("a minus zero is zero", () => {
    expect(Object.is(settle({ input: -0, output: 1 }).inputTokens, 0)).toBe(true);
  });
});

describe("laws", () => {
  const anything = fc.oneof(fc.nat(1_000), fc.constant(undefined), fc.jsonValue(), fc.double());
  const stated: fc.Arbitrary<StatedUsage> = fc.record({
    input: anything,
    cacheRead: anything,
    cacheWrite: anything,
    cacheWrite1h: anything,
    inputAudio: anything,
    output: anything,
    reasoning: anything,
    outputAudio: anything,
    total: anything,
    layout: fc.record({ cacheOutside: fc.boolean(), reasoningOutside: fc.boolean() }),
    totalDecides: fc.boolean(),
  });

  test("whatever a reply states, each part fits its whole and every count is whole", () => {
    fc.assert(
      fc.property(stated, (usage) => {
        const tokens = settleUsage(usage, new Set());
        const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens } = tokens;
        const counts = Object.values(tokens).filter((value) => typeof value === "number");
        expect(counts.every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
        if (inputTokens !== null)
          expect((cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0)).toBeLessThanOrEqual(inputTokens);
        if (inputTokens !== null) expect(tokens.inputAudioTokens ?? 0).toBeLessThanOrEqual(inputTokens);
        if (outputTokens !== null) expect(tokens.outputAudioTokens ?? 0).toBeLessThanOrEqual(outputTokens);
        if (outputTokens !== null) expect(reasoningTokens ?? 0).toBeLessThanOrEqual(outputTokens);
        if (cacheWriteTokens !== null)
          expect(tokens.cacheWrite1hTokens ?? 0).toBeLessThanOrEqual(cacheWriteTokens);
      }),
      { numRuns: 2_000 },
    );
  });

  const parts = fc
    .record({
      plain: fc.nat(9_999),
      read: fc.nat(9_999),
      write: fc.nat(9_999),
      said: fc.nat(9_999),
      thought: fc.nat(9_999),
    })
    // Equal parts could not be told apart: with as many cached as thought tokens two readings give one total.
    .filter(({ read, write, thought }) => read + write !== thought);

  test("one call stated in all four layouts settles to the same counts, as long as a total is stated", () => {
    fc.assert(
      fc.property(
        parts,
        fc.boolean(),
        fc.boolean(),
        ({ plain, read, write, said, thought }, cacheOutside, outside) => {
          const whole = { input: plain + read + write, output: said + thought };
          const settled = settle({
            input: cacheOutside ? plain : whole.input,
            cacheRead: read,
            cacheWrite: write,
            output: outside ? said : whole.output,
            reasoning: thought,
            total: whole.input + whole.output,
          });
          expect(settled).toMatchObject({ inputTokens: whole.input, outputTokens: whole.output });
          expect(settled.notes).not.toContain("total_contradicts_parts");
        },
      ),
    );
  });
});
