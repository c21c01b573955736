import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";

/** What a judge said of all items, and how it did on those that people labelled. */
export interface JudgedPasses {
  readonly judgePass: number;
  readonly n: number;
  /** Of the labelled items that pass: how many, and how many of them the judge passed. */
  readonly positives: number;
  readonly truePositives: number;
  /** Of the labelled items that fail: how many, and how many of them the judge failed. */
  readonly negatives: number;
  readonly trueNegatives: number;
}

/**
 * Pass rate corrected for a judge's mistakes (Rogan and Gladen 1978): (q + specificity - 1) / (sensitivity + specificity - 1), error by
 * the delta method, kept within 0..1. None where the judge is no better than a coin.
 */
export function roganGladen(judged: JudgedPasses, level: number = 0.95): Interval | TooFew {
  const rate = judged.judgePass / judged.n;
  const sensitivity = judged.truePositives / judged.positives;
  const specificity = judged.trueNegatives / judged.negatives;
  const power = sensitivity + specificity - 1;
  const least = Math.min(judged.n, judged.positives, judged.negatives);
  if (least === 0) return { n: 0, needed: 1, reason: "no item, or none labelled to pass or to fail" };
  if (power <= 0) return { n: least, needed: null, reason: "the judge is no better than a coin" };
  const raw = (rate + specificity - 1) / power;
  const estimate = Math.min(1, Math.max(0, raw));
  const variance =
    spread(rate, judged.n) +
    raw ** 2 * spread(sensitivity, judged.positives) +
    (1 - raw) ** 2 * spread(specificity, judged.negatives);
  const half = (criticalZ(level) * Math.sqrt(variance)) / power;
  return {
    estimate,
    low: Math.max(0, raw - half),
    high: Math.min(1, raw + half),
    level,
    method: "Rogan-Gladen",
    warnings: raw === estimate ? [] : ["the judge's rate contradicts its own mistakes on labelled items"],
  };
}

function spread(share: number, n: number): number {
  return (share * (1 - share)) / n;
}
