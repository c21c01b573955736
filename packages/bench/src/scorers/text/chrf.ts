import { countNgrams, overlapOf, sumOf } from "./ngrams.ts";
import { splitAtWhiteSpace } from "./white-space.ts";

export interface ChrfOptions {
  /** Longest n-gram of characters, >= 1. */
  readonly charOrder: number;
  /** Longest n-gram of words; 0 is chrF, 2 is chrF++. */
  readonly wordOrder: number;
  /** How many times more recall counts than precision. */
  readonly beta: number;
  readonly lowercase: boolean;
  /** Spaces are characters too. */
  readonly keepWhiteSpace: boolean;
  /** The mean over all orders, also those that the text is too short for. */
  readonly allOrders: boolean;
}

/** sacrebleu's defaults. */
export const CHRF_DEFAULTS: ChrfOptions = {
  charOrder: 6,
  wordOrder: 0,
  beta: 2,
  lowercase: false,
  keepWhiteSpace: false,
  allOrders: false,
};

/** Of one order. Counts add up over texts. */
export interface ChrfCounts {
  readonly text: number;
  readonly reference: number;
  readonly matches: number;
}

const ASCII_PUNCTUATION: ReadonlySet<string> = new Set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

/** What stands in for a division by zero where all orders count. */
const EPSILON = 1e-16;

/** Counts by order (characters first, then words) of a text against the reference that gives it the best score. */
export function chrfCounts(
  text: string,
  references: readonly string[],
  options: ChrfOptions,
): readonly ChrfCounts[] {
  const ngrams = ngramsOf(text, options);
  const each = references.map((reference) => countsBetween(ngrams, ngramsOf(reference, options)));
  const scores = each.map((counts) => chrfOf(counts, options));
  return each[scores.indexOf(Math.max(...scores))] ?? [];
}

/** Counts of several texts together. */
export function sumChrfCounts(texts: readonly (readonly ChrfCounts[])[]): readonly ChrfCounts[] {
  const [first = [], ...rest] = texts;
  return first.map((counts, i) =>
    rest.reduce((sum, other) => {
      const { text, reference, matches } = other[i] ?? { text: 0, reference: 0, matches: 0 };
      return {
        text: sum.text + text,
        reference: sum.reference + reference,
        matches: sum.matches + matches,
      };
    }, counts),
  );
}

/** chrF, or chrF++ with words, 0 to 100, as sacrebleu 2.6.0 computes it (Popovic 2015). */
export function chrfOf(counts: readonly ChrfCounts[], options: ChrfOptions): number {
  return (
    100 * (options.allOrders ? meanOfAllOrders(counts, options.beta) : ofOrdersPresent(counts, options.beta))
  );
}

/** Names all that a score depends on, as sacrebleu prints it. */
export function chrfSignature(options: ChrfOptions, references: number | "var"): string {
  const letters = options.lowercase ? "lc" : "mixed";
  const effective = options.allOrders ? "no" : "yes";
  const space = options.keepWhiteSpace ? "yes" : "no";
  return `nrefs:${references}|case:${letters}|eff:${effective}|nc:${options.charOrder}|nw:${options.wordOrder}|space:${space}|version:2.6.0`;
}

type Ngrams = readonly ReadonlyMap<string, number>[];

function ngramsOf(text: string, options: ChrfOptions): Ngrams {
  const cased = options.lowercase ? text.toLowerCase() : text;
  // Code points, not UTF-16 units: half a character matches too much.
  const characters = Array.from(options.keepWhiteSpace ? cased : splitAtWhiteSpace(cased).join(""));
  const words = options.wordOrder === 0 ? [] : splitAtWhiteSpace(cased).flatMap(withoutPunctuation);
  return [
    ...Array.from({ length: options.charOrder }, (_, i) => countNgrams(characters, i + 1)),
    ...Array.from({ length: options.wordOrder }, (_, i) => countNgrams(words, i + 1)),
  ];
}

/** A word and one ASCII sign at its end, else at its start. */
function withoutPunctuation(word: string): readonly string[] {
  const characters = Array.from(word);
  if (characters.length === 1) return [word];
  if (ASCII_PUNCTUATION.has(characters.at(-1) ?? "")) return [word.slice(0, -1), word.slice(-1)];
  if (ASCII_PUNCTUATION.has(characters[0] ?? "")) return [word.slice(0, 1), word.slice(1)];
  return [word];
}

function countsBetween(text: Ngrams, reference: Ngrams): readonly ChrfCounts[] {
  return text.map((ngrams, i) => {
    const other = reference[i] ?? new Map<string, number>();
    // An order that the reference is too short for counts for nothing on either side.
    const counted = other.size > 0 ? sumOf(ngrams) : 0;
    return { text: counted, reference: sumOf(other), matches: overlapOf(ngrams, other) };
  });
}

function ofOrdersPresent(counts: readonly ChrfCounts[], beta: number): number {
  const present = counts.filter(({ text, reference }) => text > 0 && reference > 0);
  if (present.length === 0) return 0;
  const mean = (share: (counts: ChrfCounts) => number): number =>
    present.reduce((sum, one) => sum + share(one), 0) / present.length;
  const precision = mean(({ matches, text }) => matches / text);
  const recall = mean(({ matches, reference }) => matches / reference);
  return precision + recall === 0 ? 0 : fOf(precision, recall, beta);
}

function meanOfAllOrders(counts: readonly ChrfCounts[], beta: number): number {
  const scores = counts.map(({ text, reference, matches }) => {
    const precision = text > 0 ? matches / text : EPSILON;
    const recall = reference > 0 ? matches / reference : EPSILON;
    return precision + recall > 0 ? fOf(precision, recall, beta) : EPSILON;
  });
  return scores.reduce((sum, score) => sum + score, 0) / counts.length;
}

function fOf(precision: number, recall: number, beta: number): number {
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}
