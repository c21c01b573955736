/**
 * The word that was probably meant: the nearest by edits, at most a third of the word's length away, or null.
 * An edit is a character inserted, deleted or replaced (Levenshtein); case does not count.
 */
export function didYouMean(word: string, words: readonly string[]): string | null {
  const distances = words.map((known) => ({
    known,
    edits: editDistance(word.toLowerCase(), known.toLowerCase()),
  }));
  const nearest = distances.toSorted((a, b) => a.edits - b.edits)[0];
  if (nearest === undefined) return null;
  return nearest.edits <= Math.max(1, Math.floor(nearest.known.length / 3)) ? nearest.known : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
