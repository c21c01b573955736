import * as z from "zod";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";
import { rouge, ROUGE_KINDS, type RougeKind } from "./text/rouge.ts";

export interface RougeConfig {
  readonly name?: string | undefined;
  readonly kinds: readonly RougeKind[];
  readonly stems: boolean;
}

export const RougeConfig: z.ZodType<RougeConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  kinds: z.array(z.enum(ROUGE_KINDS)).min(1).default(["rougeL"]),
  stems: z.boolean().default(true).describe("compare stems of words, so that `runs` meets `running`"),
});

/** F1 of each kind, 0 to 1, under the kind's name; of several expected texts the best. */
export function rougeScorer({ name = "rouge", kinds, stems }: RougeConfig): Scorer {
  return {
    name,
    binary: false,
    needsExpected: true,
    range: [0, 1],
    goodFor: "Summaries in English against a written one: how much of it is there.",
    notFor:
      "Other scripts than Latin, which have no tokens in ROUGE (use chrf), and facts that were turned around.",
    score: async ({ output, expected }) => {
      const texts = expectedTexts(expected);
      return kinds.map((kind) => {
        const value = Math.max(...texts.map((text) => rouge(kind, output, text, stems).f1));
        return { name: name === "rouge" ? kind : `${name}/${kind}`, value, reason: null };
      });
    },
  };
}
