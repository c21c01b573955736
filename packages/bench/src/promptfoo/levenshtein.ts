/** Insertions, deletions and replacements of characters that make one text the other. Time a × b, space b. */
export function levenshtein(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let above = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, character] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const replaced = (above[j] ?? 0) + (character === other ? 0 : 1);
      row.push(Math.min(replaced, (row[j] ?? 0) + 1, (above[j + 1] ?? 0) + 1));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}
