/**
 * Probability that at least one of `k` programs passes, estimated without bias from `n` of which `passed` did: 0 to 1.
 * 1 - C(n - passed, k) / C(n, k), as a product that cannot overflow (Chen 2021, HumanEval).
 */
export function passAtK(n: number, passed: number, k: number): number {
  if (n - passed < k) return 1;
  let allFail = 1;
  for (let i = n - passed + 1; i <= n; i += 1) allFail *= 1 - k / i;
  return 1 - allFail;
}

/** Probability that all of `k` pass: C(passed, k) / C(n, k). Reliability, where passAtK is reach. */
export function passHatK(n: number, passed: number, k: number): number {
  let all = 1;
  for (let i = 0; i < k; i += 1) all *= Math.max(0, passed - i) / (n - i);
  return all;
}
