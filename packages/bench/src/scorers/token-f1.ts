import * as z from "zod";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";
import { tokenF1 } from "./text/squad.ts";

export interface TokenF1Config {
  readonly name?: string | undefined;
}

export const TokenF1Config: z.ZodType<TokenF1Config> = z.strictObject({ name: z.string().min(1).optional() });

/** F1 of the words that answer and expected text share (SQuAD v1.1); of several expected texts the best. */
export function tokenF1Scorer({ name = "token-f1" }: TokenF1Config): Scorer {
  return {
    name,
    binary: false,
    needsExpected: true,
    range: [0, 1],
    goodFor: "Short answers, where a word more or less is half right.",
    notFor: "Sentences, where the order of words matters, and writing without spaces.",
    score: async ({ output, expected }) => {
      const scores = expectedTexts(expected).map((text) => tokenF1(output, text));
      return [{ name, value: Math.max(...scores), reason: null }];
    },
  };
}
