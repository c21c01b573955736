import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missing } from "../../../../../tests/shared-files.ts";
import type { BleuTokenizer } from "./bleu-tokens.ts";
import { bleuTokens } from "./bleu-tokens.ts";
import {
  BLEU_DEFAULTS,
  bleuCounts,
  bleuOf,
  bleuSignature,
  sumBleuCounts,
  type BleuOptions,
  type BleuSmoothing,
} from "./bleu.ts";
import { vectorsOf } from "./vectors.case.ts";

interface Vectors {
  readonly corpus: readonly {
    readonly input: Corpus & {
      readonly params: {
        readonly tokenize?: BleuTokenizer;
        readonly smooth_method?: BleuSmoothing;
        readonly max_ngram_order?: number;
      };
    };
    readonly expected: {
      readonly score: number;
      readonly counts: readonly number[];
      readonly totals: readonly number[];
      readonly precisions: readonly number[];
      readonly bp: number;
      readonly sys_len: number;
      readonly ref_len: number;
      readonly signature: string;
    };
  }[];
  readonly raw_corpus_bleu: {
    readonly cases: readonly { readonly input: Corpus; readonly expected_0_100: number }[];
  };
  readonly sentence: readonly {
    readonly input: {
      readonly hyp: string;
      readonly refs: readonly string[];
      readonly smooth_method: BleuSmoothing;
      readonly smooth_value?: number | null;
      readonly lowercase?: boolean;
      readonly tokenize: BleuTokenizer;
      readonly effective_order: boolean;
    };
    readonly expected: {
      readonly score: number;
      readonly precisions: readonly number[];
      readonly bp: number;
      readonly signature?: string;
    };
  }[];
  readonly tokenizer_13a: unknown;
}

interface Corpus {
  readonly hyps: readonly string[];
  readonly refs: readonly (readonly string[])[];
}

function corpusCounts({ hyps, refs }: Corpus, options: BleuOptions) {
  const each = hyps.map((text, i) =>
    bleuCounts(
      text,
      refs.map((stream) => stream[i] ?? ""),
      options,
    ),
  );
  return sumBleuCounts(each, options.order);
}

describe.skipIf(missing("vectors/20_bleu.json"))("against sacrebleu 2.6.0", () => {
  test("a corpus has its counts, score and signature", () => {
    for (const { input, expected } of vectorsOf<Vectors>("20_bleu.json").corpus) {
      const options = {
        ...BLEU_DEFAULTS,
        tokenizer: input.params.tokenize ?? "13a",
        smoothing: input.params.smooth_method ?? "exp",
        order: input.params.max_ngram_order ?? 4,
      };
      const counts = corpusCounts(input, options);
      expect(counts).toMatchObject({
        matches: expected.counts,
        totals: expected.totals,
        length: expected.sys_len,
        referenceLength: expected.ref_len,
      });
      const { score, brevityPenalty, precisions } = bleuOf(counts, options);
      expect(score).toBeCloseTo(expected.score, 9);
      expect(brevityPenalty).toBeCloseTo(expected.bp, 12);
      for (const [i, precision] of precisions.entries())
        expect(precision).toBeCloseTo(expected.precisions[i] ?? -1, 9);
      expect(bleuSignature(options, input.refs.length)).toBe(expected.signature);
    }
  });

  test("tokenized text smoothed by a floor has its score", () => {
    for (const { input, expected_0_100 } of vectorsOf<Vectors>("20_bleu.json").raw_corpus_bleu.cases) {
      const options: BleuOptions = {
        ...BLEU_DEFAULTS,
        tokenizer: "none",
        smoothing: "floor",
        smoothingValue: 0.01,
        effectiveOrder: true,
      };
      expect(bleuOf(corpusCounts(input, options), options).score).toBeCloseTo(expected_0_100, 9);
    }
  });

  test("a sentence has its score under every tokenizer and smoothing", () => {
    for (const { input, expected } of vectorsOf<Vectors>("20_bleu.json").sentence) {
      const options: BleuOptions = {
        ...BLEU_DEFAULTS,
        tokenizer: input.tokenize,
        smoothing: input.smooth_method,
        smoothingValue: input.smooth_value ?? null,
        lowercase: input.lowercase ?? false,
        effectiveOrder: input.effective_order,
      };
      const score = bleuOf(bleuCounts(input.hyp, input.refs, options), options);
      expect(score.score).toBeCloseTo(expected.score, 9);
      expect(score.brevityPenalty).toBeCloseTo(expected.bp, 12);
      if (expected.signature !== undefined)
        expect(bleuSignature(options, input.refs.length)).toBe(expected.signature);
    }
  });

  test("tokens are those of 13a", () => {
    const cases = vectorsOf<{
      readonly tokenizer_13a: readonly { readonly input: string; readonly expected: string }[];
    }>("20_bleu.json").tokenizer_13a;
    for (const { input, expected } of cases) expect(bleuTokens(input, "13a").join(" ")).toBe(expected);
  });
});

test("a text is 100 against itself, and a score lies between 0 and 100", () => {
  const words = fc.array(fc.constantFrom("the", "cat", "sat", "on", "mats.", "1,000"), { minLength: 1 });
  const options = { ...BLEU_DEFAULTS, effectiveOrder: true };
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [text, other] = [a.join(" "), b.join(" ")];
      expect(bleuOf(bleuCounts(text, [text], options), options).score).toBeCloseTo(100, 9);
      const { score } = bleuOf(bleuCounts(text, [other], options), options);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100 + 1e-9);
    }),
  );
});

test("of no words and no references the score is 0", () => {
  expect(bleuOf(bleuCounts("", [""], BLEU_DEFAULTS), BLEU_DEFAULTS).score).toBe(0);
  expect(bleuOf(sumBleuCounts([], 4), BLEU_DEFAULTS).score).toBe(0);
});
