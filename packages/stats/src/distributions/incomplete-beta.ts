import { binomialKernel } from "./binomial-kernel.ts";

const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b), for a, b > 0 and 0 <= x <= 1; NaN elsewhere. `y` is 1 - x, for
 * callers who know it better than by subtraction. By the continued fraction of DLMF 8.17.22, about 1e-13 relative;
 * takes some sqrt(max(a, b)) steps.
 */
export function incompleteBeta(x: number, a: number, b: number, y: number = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return NaN;
  if (x === 0 || y === 0) return x === 0 ? 0 : 1;
  // The fraction converges fast below the mean only; above it, the complement is below its own.
  return x * (a + b) <= a ? lowerPart(x, a, b, y) : 1 - lowerPart(y, b, a, x);
}

/** I_x(a, b) where x is at most the mean a / (a + b). */
function lowerPart(x: number, a: number, b: number, y: number): number {
  const front = (binomialKernel(a, b, x, y) * b) / (a + b);
  return front * continuedFraction(x, a, b);
}

/** By Lentz's method as modified by Thompson & Barnett 1986. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  const most = 1000 + 20 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m < most; m++) {
    const before = value;
    for (const numerator of numerators(m, x, a, b)) {
      d = 1 / nonZero(1 + numerator * d);
      c = nonZero(1 + numerator / c);
      value *= d * c;
    }
    if (Math.abs(value - before) <= 1e-16 * value) break;
  }
  return value;
}

function numerators(m: number, x: number, a: number, b: number): readonly [number, number] {
  const k = a + 2 * m;
  return [(m * (b - m) * x) / ((k - 1) * k), (-(a + m) * (a + b + m) * x) / (k * (k + 1))];
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
