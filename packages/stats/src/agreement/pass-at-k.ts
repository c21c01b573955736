/**
 * Chance that at least one of k attempts passes, from `passed` of n: 1 - C(n - passed, k) / C(n, k) (Chen et al. 2021), unbiased
 * where 1 - (1 - rate)^k is not. null where k is more than n.
 */
export function passAtK(n: number, passed: number, k: number): number | null {
  if (k > n) return null;
  if (n - passed < k) return 1;
  let none = 1;
  for (let i = n - passed + 1; i <= n; i += 1) none *= 1 - k / i;
  return 1 - none;
}

/** Chance that all of k attempts pass: C(passed, k) / C(n, k), how far one can rely on it. null where k is more than n. */
export function passHatK(n: number, passed: number, k: number): number | null {
  if (k > n) return null;
  let all = 1;
  for (let i = 0; i < k; i += 1) all *= Math.max(0, passed - i) / (n - i);
  return all;
}
