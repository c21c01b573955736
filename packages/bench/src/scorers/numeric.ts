import * as z from "zod";
import { answerFields, answerIn, plain, type AnswerConfig } from "./answer.ts";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";

export interface NumericConfig extends AnswerConfig {
  readonly name?: string | undefined;
  /** Greatest difference that still is right. */
  readonly absolute: number;
  /** Greatest difference as a share of the expected number. */
  readonly relative: number;
}

export const NumericConfig: z.ZodType<NumericConfig> = z.strictObject({
  ...answerFields,
  ignore: z.string().default("$€£%,").describe("characters left out on both sides"),
  absolute: z.number().nonnegative().default(0).describe("greatest difference that still is right"),
  relative: z
    .number()
    .nonnegative()
    .default(1e-9)
    .describe("greatest difference as a share of the expected number"),
});

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/**
 * 1 where the last number of the answer is within the tolerance of an expected one. Of two tolerances the wider holds. An
 * answer without a number is wrong, not unknown.
 */
export function numericScorer(config: NumericConfig): Scorer {
  const name = config.name ?? "numeric";
  return {
    name,
    binary: true,
    needsExpected: true,
    range: [0, 1],
    goodFor: "Sums, counts and measurements at the end of an answer.",
    notFor: "Answers with several numbers, and numbers with a decimal comma.",
    score: async ({ output, expected }) => {
      const wanted = expectedTexts(expected).map((text) => expectedNumber(text, config));
      const number = lastNumber(answerIn(output, config));
      if (number === null) return [{ name, value: 0, reason: "the answer has no number" }];
      return [{ name, value: wanted.some((one) => near(number, one, config)) ? 1 : 0, reason: null }];
    },
  };
}

function lastNumber(text: string): number | null {
  const last = text.match(NUMBER)?.at(-1);
  return last === undefined ? null : Number(last);
}

function expectedNumber(text: string, { ignore }: NumericConfig): number {
  const number = lastNumber(plain(text, ignore, false));
  if (number === null) throw new Error(`the case expects ${JSON.stringify(text)}, which is no number`);
  return number;
}

function near(number: number, wanted: number, { absolute, relative }: NumericConfig): boolean {
  return Math.abs(number - wanted) <= Math.max(absolute, relative * Math.abs(wanted));
}
