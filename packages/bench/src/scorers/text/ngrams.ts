/** What stands between the joined tokens of an n-gram; no tokenizer here lets a space into a token. */
const JOINT = " ";

/** How often each run of `n` tokens occurs; `n` >= 1. */
export function countNgrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + n <= tokens.length; start += 1) {
    const ngram = n === 1 ? (tokens[start] ?? "") : tokens.slice(start, start + n).join(JOINT);
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** N-grams that both have, each as often as the one that has it less often. */
export function overlapOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let overlap = 0;
  for (const [ngram, count] of a) overlap += Math.min(count, b.get(ngram) ?? 0);
  return overlap;
}

export function sumOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
