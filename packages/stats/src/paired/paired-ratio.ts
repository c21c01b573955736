import { expOf } from "../ratios/exp-of.ts";
import { isTooFew, type TooFew } from "../too-few.ts";
import { type PairedInterval, pairedDifference } from "./paired-difference.ts";
import type { PairedItem } from "./paired-item.ts";

/**
 * b over a as a ratio of geometric means over items (1.12 = b is 12 % more), for durations, costs and tokens: the paired
 * difference of logarithms, which a few slow calls do not carry away. 2 clusters at least, and numbers above 0: where some
 * are 0, such as the cost of a cached call, take `pairedDifference` or `pairedRatioBootstrap`.
 */
export function pairedRatio(items: readonly PairedItem[], level: number = 0.95): PairedInterval | TooFew {
  const notPositive = items.filter(({ a, b }) => [...a, ...b].some((value) => value <= 0)).length;
  if (notPositive > 0) {
    const reason = `${notPositive} of ${items.length} items have a number of 0 or below: a ratio takes numbers above 0`;
    return { n: items.length, needed: null, reason };
  }
  const logs = items.map(({ a, b, cluster }) => ({ a: a.map(Math.log), b: b.map(Math.log), cluster }));
  const difference = pairedDifference(logs, level);
  if (isTooFew(difference)) return difference;
  const method = difference.method.replace("paired t", "paired t on logarithms");
  return { ...difference, ...expOf(difference), method };
}
