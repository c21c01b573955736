import type { PairedItem } from "./paired-item.ts";
import { type PairedInterval, pairedDifference } from "./paired-difference.ts";

/**
 * b / a over items as a ratio of geometric means (1.12 = b is 12 % more), for durations, costs and tokens: the paired
 * difference of logs, which a few slow calls do not carry away. `standardError`, `correlation` and `parts` are those of the
 * logs. null without items, and where a value is 0 or less, which has no log: take the difference or a bootstrap there.
 */
export function pairedRatio(items: readonly PairedItem[], level = 0.95): PairedInterval | null {
  if (!items.every(({ a, b }) => [...a, ...b].every((value) => value > 0))) return null;
  const logs = pairedDifference(
    items.map(({ a, b, cluster }) => ({ a: a.map(Math.log), b: b.map(Math.log), cluster })),
    level,
  );
  if (logs === null) return null;
  return {
    ...logs,
    estimate: Math.exp(logs.estimate),
    low: Math.exp(logs.low),
    high: Math.exp(logs.high),
    method: logs.method.replace("paired t", "paired t on logs"),
  };
}
