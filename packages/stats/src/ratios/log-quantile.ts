import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import { quantileName } from "../order/quantile-name.ts";
import { spreadWarnings } from "./difference-of-means.ts";

/**
 * Observations beyond a quantile below which its standard error is itself a guess (200 calls for p95, 1,000 for p99).
 */
const ENOUGH_BEYOND = 10;

/** A side of a ratio of quantiles. */
export interface LogQuantile {
  readonly n: number;
  /** ln of the quantile. */
  readonly ln: number;
  /** Standard error of it. */
  readonly se: number;
}

/** `bias`: how far sketches may have moved the logarithm of the ratio, added at both ends. */
export function ratioFromLogs(
  a: LogQuantile,
  b: LogQuantile,
  p: number,
  level: number,
  method: string,
  bias: number = 0,
): Interval {
  const se = Math.hypot(a.se, b.se);
  const reach = criticalZ(level) * se + bias;
  const ln = b.ln - a.ln;
  return {
    estimate: Math.exp(ln),
    low: Math.exp(ln - reach),
    high: Math.exp(ln + reach),
    level,
    method,
    warnings: [...spreadWarnings(reach), ...fewBeyond(Math.min(a.n, b.n), p)],
  };
}

function fewBeyond(n: number, p: number): string[] {
  // 200 x (1 - 0.95) is 10.000000000000009.
  const beyond = Math.round(n * Math.min(p, 1 - p) * 1e6) / 1e6;
  return beyond < ENOUGH_BEYOND ? [`${quantileName(p)} from ${n} observations`] : [];
}
