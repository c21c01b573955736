/**
 * Chance of each value of 2 V when every sign is as likely as the other; index = 2 V, since midranks are halves.
 * One pass over the possible sums for each rank: n = 50 is 50 x 2,551 steps.
 */
export function signedRankDistribution(ranks: readonly number[]): Float64Array {
  const steps = ranks.map((rank) => Math.round(2 * rank));
  const most = steps.reduce((sum, step) => sum + step, 0);
  const chances = new Float64Array(most + 1);
  chances[0] = 1;
  let reached = 0;
  for (const step of steps) {
    reached += step;
    for (let sum = reached; sum >= 0; sum -= 1) {
      const without = chances[sum] ?? 0;
      const withIt = sum >= step ? (chances[sum - step] ?? 0) : 0;
      chances[sum] = (without + withIt) / 2;
    }
  }
  return chances;
}
