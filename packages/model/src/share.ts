/**
 * Splits a whole number by weights so that the parts are whole and add up to it exactly (largest remainder,
 * Hamilton's method). The earlier part wins a tie. Each part is off by less than 1 from its exact share.
 *
 * @param total   whole number >= 0
 * @param weights numbers >= 0; when all are 0 the first part takes everything
 * @returns one whole part for each weight; empty for no weights
 */
export function shareByWeight(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map((_, i) => (i === 0 ? total : 0));
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, i) => ({ i, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}
