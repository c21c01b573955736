import { describe, expect, test } from "vitest";
import { missing } from "../../../../../tests/shared-files.ts";
import { normalizedAnswer, tokenF1 } from "./squad.ts";
import { vectorsOf } from "./vectors.case.ts";

interface Vectors {
  readonly squad: readonly {
    readonly input: { readonly prediction: string; readonly golds: readonly string[] };
    readonly expected: { readonly normalized: string; readonly em: number; readonly f1: number };
  }[];
}

describe.skipIf(missing("vectors/23_em_f1_passk.json"))("against the published scripts", () => {
  test("answers are normalised, matched and scored as SQuAD's are", () => {
    for (const { input, expected } of vectorsOf<Vectors>("23_em_f1_passk.json").squad) {
      const answer = normalizedAnswer(input.prediction);
      expect(answer).toBe(expected.normalized);
      expect(input.golds.some((gold) => normalizedAnswer(gold) === answer)).toBe(expected.em === 1);
      const scores = input.golds.map((gold) => tokenF1(input.prediction, gold));
      expect(Math.max(...scores)).toBeCloseTo(expected.f1, 12);
    }
  });
});

test("an article inside of a word stays, in any script", () => {
  expect(normalizedAnswer("The théâtre, a the-atre")).toBe("théâtre theatre");
  expect(normalizedAnswer("éa")).toBe("éa");
});
