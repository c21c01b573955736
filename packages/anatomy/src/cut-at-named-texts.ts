import type { SegmentKind } from "@promptprof/model";

/** A text that the host program named. */
export interface NamedText {
  readonly name: string;
  readonly kind: SegmentKind;
  readonly text: string;
}

/** A piece of a message; `named` is null for what nobody named. */
export interface CutText {
  readonly text: string;
  readonly named: NamedText | null;
}

/**
 * Cuts a text wherever one of the named texts stands in it. Where they overlap, the one that comes first in `named`
 * has it: give the longest first. The pieces put together are the text.
 */
export function cutAtNamedTexts(text: string, named: readonly NamedText[]): readonly CutText[] {
  let pieces: readonly CutText[] = [{ text, named: null }];
  for (const candidate of named) {
    if (candidate.text.length > text.length || !text.includes(candidate.text)) continue;
    pieces = pieces.flatMap((piece) => (piece.named === null ? cut(piece.text, candidate) : [piece]));
  }
  return pieces;
}

function cut(text: string, named: NamedText): readonly CutText[] {
  const pieces: CutText[] = [];
  let at = 0;
  const keep = (end: number): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), named: null });
  };
  for (let found = text.indexOf(named.text); found !== -1; found = text.indexOf(named.text, at)) {
    keep(found);
    pieces.push({ text: named.text, named });
    at = found + named.text.length;
  }
  keep(text.length);
  return pieces;
}
