import type { Scorer, ToScore } from "../scorers/scorer.ts";
import { scored } from "../scorers/scored.ts";
import type { Asserted, Assertion } from "./assertion.ts";
import { fillInAll } from "./template.ts";

/** An assertion with what decides it. */
export interface Decided {
  readonly assertion: Assertion;
  readonly decide: (item: ToScore, assertion: Assertion) => Asserted | Promise<Asserted>;
}

/**
 * Scorers of a case of promptfoo: `pass` as promptfoo decides it, `score` as the weighted mean, and one for each metric
 * that an assertion names. What one of them found out the others do not ask again.
 */
export function assertionScorers(decided: readonly Decided[], threshold: number | null): readonly Scorer[] {
  if (decided.length === 0) return [];
  const known = new WeakMap<ToScore, Promise<readonly Asserted[]>>();
  const results = (item: ToScore): Promise<readonly Asserted[]> => {
    const found = known.get(item) ?? Promise.all(decided.map((one) => resultOf(one, item)));
    known.set(item, found);
    return found;
  };
  const metrics = [
    ...new Set(decided.flatMap(({ assertion: { metric } }) => (metric === null ? [] : [metric]))),
  ];
  return [
    scorer("pass", true, async (item) => {
      const all = await results(item);
      const pass = threshold === null ? all.every(({ pass }) => pass) : meanOf(all, decided) >= threshold;
      return { value: pass ? 1 : 0, reason: pass ? null : whyNot(all, decided) };
    }),
    scorer("score", false, async (item) => ({ value: meanOf(await results(item), decided), reason: null })),
    ...metrics.map((metric) =>
      scorer(metric, false, async (item) => {
        const all = await results(item);
        const own = decided
          .map(({ assertion }, i) => [assertion, all[i]?.score ?? 0] as const)
          .filter(([{ metric: name }]) => name === metric);
        return { value: own.reduce((sum, [, score]) => sum + score, 0) / own.length, reason: null };
      }),
    ),
  ];
}

function scorer(
  name: string,
  binary: boolean,
  score: (item: ToScore) => Promise<{ readonly value: number; readonly reason: string | null }>,
): Scorer {
  return scored({
    name,
    binary,
    needsExpected: false,
    goodFor: "What the assertions of the promptfoo file say.",
    notFor: "What they leave out.",
    score: async (item) => [{ name, ...(await score(item)) }],
  });
}

async function resultOf({ assertion, decide }: Decided, item: ToScore): Promise<Asserted> {
  const value =
    assertion.value === undefined || assertion.type === "javascript"
      ? assertion.value
      : fillInAll(assertion.value, item.input);
  const result = await decide(item, { ...assertion, value });
  return assertion.negated ? { pass: !result.pass, score: 1 - result.score, reason: result.reason } : result;
}

/** Weighted; assertions that all weigh nothing leave a full score. */
function meanOf(results: readonly Asserted[], decided: readonly Decided[]): number {
  const weights = decided.map(({ assertion }) => assertion.weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 1;
  return results.reduce((sum, { score }, i) => sum + score * (weights[i] ?? 0), 0) / total;
}

function whyNot(results: readonly Asserted[], decided: readonly Decided[]): string {
  const failed = decided
    .filter((_, i) => results[i]?.pass === false)
    .map(({ assertion }) => `${assertion.negated ? "not-" : ""}${assertion.type}`);
  const reasons = results.flatMap(({ pass, reason }) => (pass || reason === null ? [] : [reason]));
  return [`failed: ${failed.join(", ")}`, ...reasons].join("; ");
}
