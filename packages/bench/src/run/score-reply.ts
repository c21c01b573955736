import type { Outcome } from "../providers/provider.ts";
import { scored } from "../scorers/scored.ts";
import type { ItemScore, Scorer } from "../scorers/scorer.ts";
import type { Case } from "../suite/suite.ts";
import type { ScorerCalls } from "./scorer-calls.ts";

/**
 * A failed call has no scores: it is a failure, and counted as one. One scorer after the other, so that no more calls
 * are in flight than the suite allows when they ask models.
 */
export async function scoresOf(
  scorers: readonly Scorer[],
  one: Case,
  outcome: Outcome,
  calls: ScorerCalls,
  signal: AbortSignal,
): Promise<readonly ItemScore[]> {
  if (outcome.kind === "failure") return [];
  const { variables: input, expected } = one;
  const item = { input, output: outcome.text, reply: outcome, expected, signal };
  const scores: ItemScore[] = [];
  for (const scorer of [...scorers, ...one.scorers])
    scores.push(...(await scored(scorer).score({ ...item, ask: calls.by(scorer.name) })));
  return scores;
}
