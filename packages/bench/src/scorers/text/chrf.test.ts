import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missing } from "../../../../../tests/shared-files.ts";
import { CHRF_DEFAULTS, chrfCounts, chrfOf, chrfSignature, sumChrfCounts, type ChrfOptions } from "./chrf.ts";
import { vectorsOf } from "./vectors.case.ts";

interface Vectors {
  readonly cases: readonly {
    readonly input: {
      readonly hyps?: readonly string[];
      readonly hyp?: string;
      readonly refs: readonly (string | readonly string[])[];
      readonly params: {
        readonly char_order?: number;
        readonly word_order?: number;
        readonly beta?: number;
        readonly eps_smoothing?: boolean;
        readonly whitespace?: boolean;
        readonly lowercase?: boolean;
      };
    };
    readonly expected: { readonly score: number; readonly signature?: string };
  }[];
}

function optionsOf(params: Vectors["cases"][number]["input"]["params"]): ChrfOptions {
  return {
    charOrder: params.char_order ?? CHRF_DEFAULTS.charOrder,
    wordOrder: params.word_order ?? CHRF_DEFAULTS.wordOrder,
    beta: params.beta ?? CHRF_DEFAULTS.beta,
    lowercase: params.lowercase ?? CHRF_DEFAULTS.lowercase,
    keepWhiteSpace: params.whitespace ?? CHRF_DEFAULTS.keepWhiteSpace,
    allOrders: params.eps_smoothing ?? CHRF_DEFAULTS.allOrders,
  };
}

describe.skipIf(missing("vectors/21_chrf.json"))("against sacrebleu 2.6.0", () => {
  test("every case has its score and signature", () => {
    for (const { input, expected } of vectorsOf<Vectors>("21_chrf.json").cases) {
      const options = optionsOf(input.params);
      const texts = input.hyps ?? [input.hyp ?? ""];
      // For one text the references are a list; for several, each reference is a list of its texts.
      const streams = input.refs.map((stream) => (typeof stream === "string" ? [stream] : stream));
      const referencesOf = (i: number) => streams.map((stream) => stream[i] ?? "");
      const counts = texts.map((text, i) => chrfCounts(text, referencesOf(i), options));
      const score = chrfOf(sumChrfCounts(counts), options);
      expect(score).toBeCloseTo(expected.score, 9);
      if (expected.signature !== undefined)
        expect(chrfSignature(options, streams.length)).toBe(expected.signature);
    }
  });
});

test("a text is 100 against itself in any script", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.constantFrom(0, 2), (text, wordOrder) => {
      fc.pre(text.trim() !== "");
      const options = { ...CHRF_DEFAULTS, wordOrder };
      expect(chrfOf(chrfCounts(text, ["something else", text], options), options)).toBeCloseTo(100, 9);
    }),
  );
});

test("a character outside of the basic plane counts as one", () => {
  // Two emoji that share their first UTF-16 unit have nothing in common.
  expect(chrfOf(chrfCounts("😀", ["😁"], CHRF_DEFAULTS), CHRF_DEFAULTS)).toBe(0);
});
