import * as z from "zod";
import { answerFields, answerIn, plain, type AnswerConfig } from "./answer.ts";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";
import { normalizedAnswer } from "./text/squad.ts";

export interface ExactConfig extends AnswerConfig {
  readonly name?: string | undefined;
  /** As SQuAD compares: without case, punctuation and articles. */
  readonly normalize: boolean;
}

export const ExactConfig: z.ZodType<ExactConfig> = z.strictObject({
  ...answerFields,
  normalize: z.boolean().default(false).describe("compare without case, punctuation and articles (SQuAD)"),
});

/** 1 where the answer is one of those expected, white space at the ends aside. */
export function exactScorer(config: ExactConfig): Scorer {
  const same = (text: string): string => (config.normalize ? normalizedAnswer(text) : text);
  const name = config.name ?? "exact";
  return {
    name,
    binary: true,
    needsExpected: true,
    range: [0, 1],
    goodFor: "Answers with one right form: a label, a number, a name.",
    notFor: "Free text, where the same answer may be said in many ways.",
    score: async ({ output, expected }) => {
      const answer = same(answerIn(output, config));
      const right = expectedTexts(expected).some(
        (text) => same(plain(text, config.ignore, config.ignoreCase)) === answer,
      );
      return [{ name, value: right ? 1 : 0, reason: null }];
    },
  };
}
