import { formatUsd } from "@promptprof/model/format";
import { formatCount } from "@promptprof/model/format";
import { Claims } from "../claims.ts";
import type { ExplainRule } from "../explain-context.ts";
import { roundingBound } from "../rounding-bound.ts";

/** What is left of the cost is no more than what the invoice's own rounding can do. */
export const rounding: ExplainRule = ({ sections, balance, statement: { costStepNanoUsd } }) => {
  const claims = new Claims();
  let lines = 0;
  for (const { cells } of sections) {
    const sectionLines = cells.reduce((sum, cell) => sum + cell.costLines, 0);
    // All of a model's days off to one side are a price, however small each is.
    if (Math.abs(balance.leftOf(cells, "costNanoUsd")) > roundingBound(sectionLines, costStepNanoUsd))
      continue;
    for (const cell of cells) {
      const left = balance.left(cell).costNanoUsd ?? 0;
      if (Math.abs(left) > roundingBound(cell.costLines, costStepNanoUsd)) continue;
      claims.add(cell, balance.claim(cell, { costNanoUsd: left }));
      lines += cell.costLines;
    }
  }
  return claims.explained(
    "rounding",
    "shown",
    `the invoice writes its costs in steps of ${formatUsd(costStepNanoUsd ?? 0)}; ${formatCount(lines)} rounded lines may be off by this much`,
    "nothing; the provider's API gives more decimals than its table",
  );
};
