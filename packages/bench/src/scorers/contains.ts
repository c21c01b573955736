import * as z from "zod";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";

export interface ContainsConfig {
  readonly name?: string | undefined;
  /** What is looked for; the case's expected texts where it is left out. */
  readonly text?: string | readonly string[] | undefined;
  readonly match: "any" | "all" | "start";
  readonly ignoreCase: boolean;
}

export const ContainsConfig: z.ZodType<ContainsConfig> = z.preprocess(
  (value) => (typeof value === "string" || Array.isArray(value) ? { text: value } : value),
  z.strictObject({
    name: z.string().min(1).optional(),
    text: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
    match: z
      .enum(["any", "all", "start"])
      .default("any")
      .describe("one of the texts, all of them, or one at the start"),
    ignoreCase: z.boolean().default(false),
  }),
);

/** 1 where the output contains what is looked for. */
export function containsScorer(config: ContainsConfig): Scorer {
  const name = config.name ?? "contains";
  return {
    name,
    binary: true,
    needsExpected: config.text === undefined,
    range: [0, 1],
    goodFor: "Facts, links or phrases that must appear in a longer answer.",
    notFor: "Whether what is said about them is right, or that something is not said.",
    score: async ({ output, expected }) => {
      const texts = expectedTexts(config.text ?? expected);
      return [{ name, value: holds(output, texts, config) ? 1 : 0, reason: null }];
    },
  };
}

function holds(output: string, texts: readonly string[], { match, ignoreCase }: ContainsConfig): boolean {
  const cased = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const whole = cased(output);
  if (match === "start") return texts.some((text) => whole.startsWith(cased(text)));
  const found = (text: string): boolean => whole.includes(cased(text));
  return match === "all" ? texts.every(found) : texts.some(found);
}
