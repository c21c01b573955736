import type { ItemScore, Scorer, ToScore } from "./scorer.ts";

/**
 * The scorer in a form that never rejects and never hangs longer than the item's signal: what it throws, and a value
 * that is no number or lies outside of its range, becomes a score without value, with the reason.
 */
export function scored(scorer: Scorer): Scorer {
  return { ...scorer, score: async (item) => settle(scorer, item) };
}

async function settle(scorer: Scorer, item: ToScore): Promise<readonly ItemScore[]> {
  try {
    const scores = await untilAborted(scorer.score(item), item.signal);
    return scores.map((score) => checked(score, scorer));
  } catch (error) {
    return [{ name: scorer.name, value: null, reason: reasonOf(error) }];
  }
}

function checked(score: ItemScore, { range, binary }: Scorer): ItemScore {
  if (score.value === null)
    return score.reason === null ? { ...score, reason: "the scorer gave no value" } : score;
  const wrong = mistakeOf(score.value, binary, range ?? [-Infinity, Infinity]);
  return wrong === null ? score : { ...score, value: null, reason: wrong };
}

function mistakeOf(
  value: unknown,
  binary: boolean,
  [least, greatest]: readonly [number, number],
): string | null {
  if (typeof value !== "number" || !Number.isFinite(value))
    return `the scorer gave ${String(value)}, which is no number to compare`;
  if (binary && value !== 0 && value !== 1) return `the scorer gave ${value} where only 0 and 1 are right`;
  // Rounding may carry a perfect score a few units past its end.
  const slack = 1e-9 * Math.max(1, Math.abs(greatest));
  if (value < least - slack || value > greatest + slack)
    return `the scorer gave ${value}, which is not between ${least} and ${greatest}`;
  return null;
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(new Error("it was stopped before it was done"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}

/** In one line. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `the scorer failed: ${message.replaceAll(/\s+/g, " ").trim()}`;
}
