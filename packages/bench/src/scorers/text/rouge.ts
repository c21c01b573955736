import { countNgrams, overlapOf, sumOf } from "./ngrams.ts";
import { commonIndices, longestCommon } from "./longest-common.ts";
import { porterStem } from "./porter-stem.ts";

export const ROUGE_KINDS = ["rouge1", "rouge2", "rougeL", "rougeLsum"] as const;
export type RougeKind = (typeof ROUGE_KINDS)[number];

/** Shares from 0 to 1. */
export interface RougeScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * ROUGE as Google's rouge_score computes it with its default tokenizer (Lin 2004). Only a-z and 0-9 are letters there:
 * a text in another script has no tokens and scores 0.
 *
 * @param stems words to their stems, so that `runs` meets `running`
 */
export function rouge(kind: RougeKind, text: string, reference: string, stems: boolean): RougeScore {
  if (kind === "rougeLsum") return rougeLsum(sentencesOf(text, stems), sentencesOf(reference, stems));
  const tokens = rougeTokens(text, stems);
  const expected = rougeTokens(reference, stems);
  if (kind === "rougeL") return scoreOf(longestCommon(tokens, expected), tokens.length, expected.length);
  return rougeN(kind === "rouge1" ? 1 : 2, tokens, expected);
}

/** Words of a-z and 0-9 in lower case; of those longer than three letters the stem, where asked. */
export function rougeTokens(text: string, stems: boolean): readonly string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return stems ? words.map((word) => (word.length > 3 ? porterStem(word) : word)) : words;
}

/** N-grams of `n` words. */
export function rougeN(n: number, tokens: readonly string[], expected: readonly string[]): RougeScore {
  const [own, other] = [countNgrams(tokens, n), countNgrams(expected, n)];
  return scoreOf(overlapOf(own, other), sumOf(own), sumOf(other));
}

function sentencesOf(text: string, stems: boolean): readonly (readonly string[])[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => rougeTokens(line, stems));
}

type Sentences = readonly (readonly string[])[];

/** Each sentence of the reference against all of the text's, a token counted as often as both have it at most. */
function rougeLsum(text: Sentences, reference: Sentences): RougeScore {
  const left = countNgrams(text.flat(), 1);
  const leftOfReference = countNgrams(reference.flat(), 1);
  let hits = 0;
  for (const token of reference.flatMap((sentence) => unionOfCommon(sentence, text))) {
    const [own, other] = [left.get(token) ?? 0, leftOfReference.get(token) ?? 0];
    if (own === 0 || other === 0) continue;
    hits += 1;
    left.set(token, own - 1);
    leftOfReference.set(token, other - 1);
  }
  return scoreOf(hits, text.flat().length, reference.flat().length);
}

/** The words of a sentence that belong to its longest common subsequence with any of the others. */
function unionOfCommon(sentence: readonly string[], others: Sentences): readonly string[] {
  const indices = new Set(others.flatMap((other) => commonIndices(sentence, other)));
  return sentence.filter((_, i) => indices.has(i));
}

function scoreOf(hits: number, tokens: number, expected: number): RougeScore {
  const precision = hits / Math.max(tokens, 1);
  const recall = hits / Math.max(expected, 1);
  return { precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
