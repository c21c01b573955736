import { formatCount } from "@promptprof/model/format";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";

/** We have more, and calls carry the note that another instrumentation reported an equal call at the same time. */
export const possibleDuplicates: ExplainRule = ({ cells, balance, duplicatesOf }) => {
  const claims = new Claims();
  let marked = 0;
  for (const cell of cells) {
    const surplus = duplicatesOf(cell);
    marked += surplus.requests ?? 0;
    claims.add(cell, balance.claim(cell, surplus));
  }
  return claims.explained(
    "possible_duplicates",
    "possible",
    `${formatCount(marked)} calls may be second views of another call: equal tokens at the same time from two instrumentations`,
    "look at them (/api/v1/calls?note=possible_duplicate) and switch off one of the two instrumentations",
  );
};
