import { countNgrams, overlapOf, sumOf } from "./ngrams.ts";
import { bleuTokens, type BleuTokenizer } from "./bleu-tokens.ts";

export type BleuSmoothing = "exp" | "floor" | "add-k" | "none";

export interface BleuOptions {
  readonly tokenizer: BleuTokenizer;
  readonly lowercase: boolean;
  readonly smoothing: BleuSmoothing;
  /** What `floor` puts in the place of no match, or `add-k` adds; 0.1 and 1 where null. */
  readonly smoothingValue: number | null;
  /** Longest n-gram, >= 1. */
  readonly order: number;
  /** Only orders that the text is long enough for: else nearly every short sentence has 0. */
  readonly effectiveOrder: boolean;
}

/** sacrebleu's defaults for a corpus; single sentences want `effectiveOrder`. */
export const BLEU_DEFAULTS: BleuOptions = {
  tokenizer: "13a",
  lowercase: false,
  smoothing: "exp",
  smoothingValue: null,
  order: 4,
  effectiveOrder: false,
};

/** What of a text enters BLEU. Counts add up over texts; scores do not: a corpus is scored from summed counts. */
export interface BleuCounts {
  /** N-grams that a reference has too, by n - 1. */
  readonly matches: readonly number[];
  readonly totals: readonly number[];
  readonly length: number;
  /** Of the reference closest in length, the shorter one of two as close. */
  readonly referenceLength: number;
}

export interface BleuScore {
  /** 0 to 100. */
  readonly score: number;
  /** By n - 1, 0 to 100, smoothed. */
  readonly precisions: readonly number[];
  readonly brevityPenalty: number;
}

/** Counts of one text against its references, of which there is at least one. */
export function bleuCounts(text: string, references: readonly string[], options: BleuOptions): BleuCounts {
  const tokens = tokensOf(text, options);
  const others = references.map((reference) => tokensOf(reference, options));
  const orders = Array.from({ length: options.order }, (_, i) => i + 1);
  const ngrams = orders.map((n) => countNgrams(tokens, n));
  const allowed = orders.map((n) => mostOften(others.map((other) => countNgrams(other, n))));
  return {
    matches: ngrams.map((counts, i) => overlapOf(counts, allowed[i] ?? new Map())),
    totals: ngrams.map(sumOf),
    length: tokens.length,
    referenceLength: closest(
      others.map((other) => other.length),
      tokens.length,
    ),
  };
}

/** Counts of several texts together; of none: no tokens. */
export function sumBleuCounts(counts: readonly BleuCounts[], order: number): BleuCounts {
  const matches = Array<number>(order).fill(0);
  const totals = Array<number>(order).fill(0);
  let [length, referenceLength] = [0, 0];
  for (const one of counts) {
    for (let i = 0; i < order; i += 1) {
      matches[i] = (matches[i] ?? 0) + (one.matches[i] ?? 0);
      totals[i] = (totals[i] ?? 0) + (one.totals[i] ?? 0);
    }
    length += one.length;
    referenceLength += one.referenceLength;
  }
  return { matches, totals, length, referenceLength };
}

/** BLEU as sacrebleu 2.6.0 computes it (Papineni 2002; Post 2018). */
export function bleuOf(counts: BleuCounts, options: BleuOptions): BleuScore {
  const brevityPenalty = penaltyOf(counts);
  if (counts.matches.every((count) => count === 0))
    return { score: 0, precisions: counts.matches.map(() => 0), brevityPenalty };
  const precisions = precisionsOf(counts, options);
  const order = options.effectiveOrder ? counts.totals.filter((total) => total > 0).length : options.order;
  // One order without a match and without smoothing makes the geometric mean 0.
  const logs = precisions.slice(0, order).map((precision) => Math.log(precision));
  const mean = logs.reduce((sum, log) => sum + log, 0) / order;
  return { score: brevityPenalty * Math.exp(mean), precisions, brevityPenalty };
}

/** Names all that a BLEU score depends on, as sacrebleu prints it: scores with other signatures are not comparable. */
export function bleuSignature(options: BleuOptions, references: number | "var"): string {
  const { smoothing, lowercase, effectiveOrder, tokenizer } = options;
  const value =
    smoothing === "floor" || smoothing === "add-k" ? `[${smoothingValue(options).toFixed(2)}]` : "";
  const letters = lowercase ? "lc" : "mixed";
  const effective = effectiveOrder ? "yes" : "no";
  return `nrefs:${references}|case:${letters}|eff:${effective}|tok:${tokenizer}|smooth:${smoothing}${value}|version:2.6.0`;
}

function tokensOf(text: string, { lowercase, tokenizer }: BleuOptions): readonly string[] {
  return bleuTokens((lowercase ? text.toLowerCase() : text).trimEnd(), tokenizer);
}

/** Each n-gram as often as the reference has it that has it most often. */
function mostOften(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const [ngram, count] of counts.flatMap((each) => [...each]))
    most.set(ngram, Math.max(count, most.get(ngram) ?? 0));
  return most;
}

function closest(lengths: readonly number[], length: number): number {
  const [first = 0] = lengths.toSorted((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b);
  return first;
}

function penaltyOf({ length, referenceLength }: BleuCounts): number {
  if (length >= referenceLength) return 1;
  return length === 0 ? 0 : Math.exp(1 - referenceLength / length);
}

function precisionsOf({ matches, totals }: BleuCounts, options: BleuOptions): readonly number[] {
  let halved = 1;
  return totals.map((total, i) => {
    const count = matches[i] ?? 0;
    if (total === 0) return 0;
    if (options.smoothing === "add-k" && i > 0)
      return (100 * (count + smoothingValue(options))) / (total + smoothingValue(options));
    if (count > 0 || options.smoothing === "none" || options.smoothing === "add-k")
      return (100 * count) / total;
    if (options.smoothing === "floor") return (100 * smoothingValue(options)) / total;
    // The k-th order without a match counts as 1 / 2^k of one.
    halved *= 2;
    return 100 / (halved * total);
  });
}

function smoothingValue({ smoothing, smoothingValue }: BleuOptions): number {
  return smoothingValue ?? (smoothing === "floor" ? 0.1 : 1);
}
