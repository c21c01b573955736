import { countNgrams, overlapOf } from "./ngrams.ts";
import { splitAtWhiteSpace } from "./white-space.ts";

const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** An answer as SQuAD v1.1 compares it: lower case, no ASCII punctuation, no articles, single spaces (Rajpurkar 2016). */
export function normalizedAnswer(text: string): string {
  const bare = text.toLowerCase().replace(PUNCTUATION, "");
  // Words of any script: JavaScript's \b knows ASCII letters alone and would cut "the" out of "über-the" wrongly.
  return splitAtWhiteSpace(bare.replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, " ")).join(" ");
}

/** F1 of the words that two answers share, 0 to 1; two empty ones are alike. */
export function tokenF1(answer: string, expected: string): number {
  const words = splitAtWhiteSpace(normalizedAnswer(answer));
  const others = splitAtWhiteSpace(normalizedAnswer(expected));
  if (words.length === 0 || others.length === 0) return words.length === others.length ? 1 : 0;
  const common = overlapOf(countNgrams(words, 1), countNgrams(others, 1));
  // F1 = 2PR / (P + R) with P = common / words and R = common / others.
  return (2 * common) / (words.length + others.length);
}
