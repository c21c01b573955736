import type { AmountName } from "../../amounts.ts";
import { Claims } from "../claims.ts";
import type { ExplainRule, Section } from "../explain-context.ts";

const TIMES_MAX = 5;
/** Rounding and a few lost calls aside, twice is twice. */
const TIMES_TOLERANCE = 0.02;
/** Costs alone may be double for another reason: a price. Tokens are not. */
const SEEN_IN: readonly AmountName[] = ["inputTokens", "outputTokens"];

/** Everything of a model is a whole multiple of the invoice: calls are counted by two instrumentations, or by parents too. */
export const countedTwice: ExplainRule = ({ sections, balance }) =>
  sections.flatMap((section) => {
    const times = timesOf(section);
    if (times === null) return [];
    const claims = new Claims();
    for (const cell of section.cells) claims.add(cell, balance.claimAll(cell));
    return claims.explained(
      "counted_twice",
      "likely",
      `input and output are both ${times} times the invoice's`,
      "look for two instrumentations of one client, or a parent span that repeats the usage of the calls below it, and switch one off; the calls with the note possible_duplicate show some of them",
    );
  });

function timesOf({ invoice, ours }: Section): number | null {
  const ratios = SEEN_IN.map((name) => (ours[name] ?? 0) / (invoice[name] ?? 0));
  const [first = Number.NaN] = ratios;
  const times = Math.round(first);
  const isWhole = ratios.every((ratio) => Math.abs(ratio - times) <= times * TIMES_TOLERANCE);
  return isWhole && times >= 2 && times <= TIMES_MAX ? times : null;
}
