import type { Outcome } from "../providers/provider.ts";
import type { ItemScore, Scorer } from "../scorers/scorer.ts";
import type { Case } from "../suite/suite.ts";

/** A failed call has no scores: it is a failure, and counted as one. */
export async function scoresOf(
  scorers: readonly Scorer[],
  one: Case,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<readonly ItemScore[]> {
  if (outcome.kind === "failure") return [];
  const { variables: input, expected } = one;
  const item = { input, output: outcome.text, reply: outcome, expected, signal };
  const scored = await Promise.all(
    [...scorers, ...one.scorers].map(async (scorer) => {
      try {
        return (await scorer.score(item)).map(withoutNoNumber);
      } catch (error) {
        return [{ name: scorer.name, value: null, reason: reasonOf(error) }];
      }
    }),
  );
  return scored.flat();
}

/** NaN is no score: it would make every mean NaN, or be left out silently. */
function withoutNoNumber(score: ItemScore): ItemScore {
  if (score.value === null || Number.isFinite(score.value)) return score;
  return { ...score, value: null, reason: score.reason ?? `the scorer answered ${score.value}` };
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `the scorer failed: ${message.split("\n")[0] ?? ""}`;
}
