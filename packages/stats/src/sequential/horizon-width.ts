import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";

/**
 * Standard errors that an interval reaches after `n` of at most `most` values, so that it holds at all looks up to `most`
 * at once: c sqrt(most / n), O'Brien and Fleming's line (1979) looked at after each value. A random walk leaves +-c in either
 * direction with probability 4 (1 - Phi(c)) at the most (reflection), so c = 2.24 for 5 %: at the end 14 % wider than an
 * interval for a single look, and few surprises early. As the spread is estimated too, the reach is that of Student's t at the
 * same probability.
 */
export function horizonWidth(n: number, most: number, alpha: number): number {
  const reach = -normalQuantile(alpha / 4) * Math.sqrt(most / n);
  const tail = normalCdf(-reach);
  return tail > 0 ? -studentTQuantile(tail, n - 1) : Infinity;
}
