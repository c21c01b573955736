import * as z from "zod";
import { expectedTexts } from "./expected-text.ts";
import type { ItemOfTotal, Scorer, Total } from "./scorer.ts";
import {
  BLEU_DEFAULTS,
  bleuCounts,
  bleuOf,
  bleuSignature,
  sumBleuCounts,
  type BleuOptions,
} from "./text/bleu.ts";
import { BLEU_TOKENIZERS, type BleuTokenizer } from "./text/bleu-tokens.ts";

export interface BleuConfig {
  readonly name?: string | undefined;
  readonly tokenizer: BleuTokenizer;
  readonly lowercase: boolean;
}

export const BleuConfig: z.ZodType<BleuConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  tokenizer: z.enum(BLEU_TOKENIZERS).default("13a"),
  lowercase: z.boolean().default(false),
});

/** BLEU of each text with effective order, 0 to 100; the total is the corpus' from summed counts, without it. */
export function bleuScorer({ name = "bleu", tokenizer, lowercase }: BleuConfig): Scorer {
  const corpus: BleuOptions = { ...BLEU_DEFAULTS, tokenizer, lowercase };
  const sentence: BleuOptions = { ...corpus, effectiveOrder: true };
  return {
    name,
    binary: false,
    needsExpected: true,
    range: [0, 100],
    goodFor: `Translation of whole test sets (sentences: ${bleuSignature(sentence, "var")}).`,
    notFor: "Single sentences and free text: other words for the same are wrong to it.",
    score: async ({ output, expected }) => {
      const counts = bleuCounts(output, expectedTexts(expected), sentence);
      return [{ name, value: bleuOf(counts, sentence).score, reason: null }];
    },
    total: (items) => [corpusBleu(name, items, corpus)],
  };
}

function corpusBleu(name: string, items: readonly ItemOfTotal[], options: BleuOptions): Total {
  // A call that failed translated nothing: its references still count for the length that is missing.
  const counts = items.map(({ output, expected }) =>
    bleuCounts(output ?? "", expectedTexts(expected), options),
  );
  if (counts.length === 0) return { name, value: null, reason: "there are no items", details: {} };
  const references = [...new Set(items.map(({ expected }) => expectedTexts(expected).length))];
  const { score, precisions, brevityPenalty } = bleuOf(sumBleuCounts(counts, options.order), options);
  const [only = 1] = references;
  const signature = bleuSignature(options, references.length > 1 ? "var" : only);
  return { name, value: score, reason: null, details: { signature, precisions, brevityPenalty } };
}
