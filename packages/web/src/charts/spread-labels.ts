/**
 * Places labels at the wanted heights so that none overlap: each keeps its order and moves as little as its
 * neighbours make it. Heights are the centres of the labels, in pixels from the top.
 *
 * @param wanted one height a label, in any order
 * @param height room for all of them; when it is too small the labels still keep their distance and run over
 * @param gap    least distance of two centres
 */
export function spreadLabels(wanted: readonly number[], height: number, gap: number): number[] {
  const order = [...wanted.keys()].toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = Array.from<number>({ length: wanted.length }).fill(0);
  let lowest = gap / 2;
  for (const i of order) {
    placed[i] = Math.max(wanted[i] ?? 0, lowest);
    lowest = placed[i] + gap;
  }
  let highest = height - gap / 2;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i] ?? 0, highest);
    highest = placed[i] - gap;
  }
  return placed;
}
