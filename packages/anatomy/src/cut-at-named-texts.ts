import type { NamedText, NamedTexts, Occurrence } from "./named-texts.ts";

/** A piece of a message; `named` is null for what nobody named. */
export interface CutText {
  readonly text: string;
  readonly named: NamedText | null;
}

/**
 * Cuts a text wherever a named one stands in it. What overlaps belongs to the longest, of equal ones to the first.
 * The pieces put together are the text.
 */
export function cutAtNamedTexts(text: string, named: NamedTexts): readonly CutText[] {
  const pieces: CutText[] = [];
  let at = 0;
  for (const { start, named: part } of withoutOverlap(named.find(text), text.length)) {
    if (start > at) pieces.push({ text: text.slice(at, start), named: null });
    pieces.push({ text: part.text, named: part });
    at = start + part.text.length;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), named: null });
  return pieces;
}

/** In the order of the text. */
function withoutOverlap(found: readonly Occurrence[], length: number): readonly Occurrence[] {
  if (found.length < 2) return found;
  const longestFirst = found.toSorted(
    (a, b) => b.named.text.length - a.named.text.length || a.start - b.start,
  );
  const taken = new Uint8Array(length);
  const kept = longestFirst.filter(({ start, named }) => {
    const end = start + named.text.length;
    // What is taken already is as long or longer: it cannot lie inside without covering an end.
    if (taken[start] === 1 || taken[end - 1] === 1) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.toSorted((a, b) => a.start - b.start);
}
