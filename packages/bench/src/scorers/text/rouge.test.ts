import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missing } from "../../../../../tests/shared-files.ts";
import { porterStem } from "./porter-stem.ts";
import { rouge, ROUGE_KINDS, type RougeKind } from "./rouge.ts";
import { vectorsOf } from "./vectors.case.ts";

type Expected = Readonly<Record<RougeKind, { precision: number; recall: number; fmeasure: number }>>;

interface Vectors {
  readonly cases: readonly {
    readonly input: { readonly target: string; readonly prediction: string };
    readonly published: Readonly<Record<string, readonly [number, number, number]>> | null;
    readonly expected: { readonly no_stem: Expected; readonly stem: Expected };
  }[];
  readonly porter_stems: { readonly stems: readonly { readonly word: string; readonly nltk: string }[] };
}

describe.skipIf(missing("vectors/22_rouge.json"))("against rouge_score", () => {
  test("every case has its precision, recall and F1, with stems and without", () => {
    for (const { input, expected } of vectorsOf<Vectors>("22_rouge.json").cases)
      for (const kind of ROUGE_KINDS)
        for (const stems of [false, true]) {
          const { precision, recall, f1 } = rouge(kind, input.prediction, input.target, stems);
          const wanted = expected[stems ? "stem" : "no_stem"][kind];
          expect(precision).toBeCloseTo(wanted.precision, 12);
          expect(recall).toBeCloseTo(wanted.recall, 12);
          expect(f1).toBeCloseTo(wanted.fmeasure, 12);
        }
  });

  test("the numbers that ROUGE-1.5.5 printed come out", () => {
    for (const { input, published } of vectorsOf<Vectors>("22_rouge.json").cases)
      for (const [name, numbers] of Object.entries(published ?? {})) {
        const [stem, kind] = name.split(".");
        const score = rouge(kind as RougeKind, input.prediction, input.target, stem === "stem");
        expect(score.precision).toBeCloseTo(numbers[0], 4);
        expect(score.recall).toBeCloseTo(numbers[1], 4);
        expect(score.f1).toBeCloseTo(numbers[2], 4);
      }
  });

  test("stems are NLTK's", () => {
    const { stems } = vectorsOf<Vectors>("22_rouge.json").porter_stems;
    expect(stems.map(({ word }) => porterStem(word))).toEqual(stems.map(({ nltk }) => nltk));
  });
});

test("precision of one way is recall of the other, and a text is like itself", () => {
  const text = fc
    .array(fc.constantFrom("running", "dogs", "the", "\n", "flies", "news"))
    .map((all) => all.join(" "));
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom("rouge1", "rouge2", "rougeL"),
      fc.boolean(),
      (a, b, kind, stems) => {
        expect(rouge(kind, a, b, stems).precision).toBe(rouge(kind, b, a, stems).recall);
        expect(rouge("rouge1", a, a, stems).f1).toBe(/[a-z]/.test(a) ? 1 : 0);
      },
    ),
  );
});

test("text in another script has no tokens and scores 0", () => {
  expect(rouge("rouge1", "皆さん、こんにちは", "皆さん、こんにちは", true).f1).toBe(0);
});
