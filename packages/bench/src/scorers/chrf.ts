import * as z from "zod";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";
import { CHRF_DEFAULTS, chrfCounts, chrfOf, chrfSignature, sumChrfCounts } from "./text/chrf.ts";

export interface ChrfConfig {
  readonly name?: string | undefined;
  /** Longest n-gram of words: 0 is chrF, 2 is chrF++. */
  readonly words: number;
  readonly lowercase: boolean;
}

export const ChrfConfig: z.ZodType<ChrfConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  words: z.int().min(0).max(4).default(0).describe("longest n-gram of words: 0 is chrF, 2 is chrF++"),
  lowercase: z.boolean().default(false),
});

/** chrF of each text, 0 to 100; the total is the corpus' from summed counts. */
export function chrfScorer({ name, words, lowercase }: ChrfConfig): Scorer {
  const options = { ...CHRF_DEFAULTS, wordOrder: words, lowercase };
  const ownName = name ?? (words === 0 ? "chrf" : "chrf++");
  return {
    name: ownName,
    binary: false,
    needsExpected: true,
    range: [0, 100],
    goodFor: `Translation into any script, also word by word right endings (${chrfSignature(options, "var")}).`,
    notFor: "Meaning: a sentence with one `not` more scores as well.",
    score: async ({ output, expected }) => {
      const counts = chrfCounts(output, expectedTexts(expected), options);
      return [{ name: ownName, value: chrfOf(counts, options), reason: null }];
    },
    total: (items) => {
      if (items.length === 0)
        return [{ name: ownName, value: null, reason: "there are no items", details: {} }];
      const counts = items.map(({ output, expected }) =>
        chrfCounts(output ?? "", expectedTexts(expected), options),
      );
      const signature = chrfSignature(options, "var");
      return [
        {
          name: ownName,
          value: chrfOf(sumChrfCounts(counts), options),
          reason: null,
          details: { signature },
        },
      ];
    },
  };
}
