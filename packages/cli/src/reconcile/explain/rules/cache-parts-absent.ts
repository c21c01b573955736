import { formatTokens } from "@promptprof/model/format";
import type { Cell } from "../../compare/cell.ts";
import type { Balance } from "../balance.ts";
import { Claims } from "../claims.ts";
import type { ExplainContext, ExplainRule, Section } from "../explain-context.ts";

/** The input agrees and its cached part does not: cached tokens were reported as plain ones, and priced as such. */
export const cachePartsAbsent: ExplainRule = (context) =>
  context.sections.flatMap((section) => {
    if (!inputAgrees(section, context)) return [];
    const claims = new Claims();
    for (const cell of section.cells) claims.add(cell, claimed(cell, context));
    const { cacheReadTokens = 0, cacheWriteTokens = 0 } = claims.amounts;
    const evidence = context.evidenceOf(section.group);
    const unknown = evidence?.cacheUnknown ?? 0;
    const parts = [
      ...(cacheReadTokens < 0 ? [`${formatTokens(-cacheReadTokens)} tokens were read from a cache`] : []),
      ...(cacheWriteTokens < 0 ? [`${formatTokens(-cacheWriteTokens)} were written to one`] : []),
    ];
    return claims.explained(
      "cache_parts_absent",
      unknown > 0 ? "shown" : "likely",
      `by the invoice ${parts.join(" and ")} that are plain input here${unknown > 0 ? `; ${unknown} of the ${evidence?.calls ?? 0} calls that were looked at say nothing of a cache` : ""}`,
      "use an instrumentation that reports cached tokens; until then these calls are priced too high",
    );
  });

function inputAgrees({ cells, invoice }: Section, { balance, tolerance }: ExplainContext): boolean {
  return Math.abs(balance.leftOf(cells, "inputTokens")) <= tolerance * (invoice.inputTokens ?? 0);
}

/** Cached input costs less than the plain price and never less than nothing: that bounds what it may account for. */
function claimed(cell: Cell, { balance, ratesOf }: ExplainContext): ReturnType<Balance["claim"]> {
  const { cacheReadTokens = 0, cacheWriteTokens = 0 } = balance.left(cell);
  const missingReads = Math.min(0, cacheReadTokens);
  const missingWrites = Math.min(0, cacheWriteTokens);
  const tooMuch = -missingReads * (ratesOf(cell)?.input ?? 0);
  return balance.claim(cell, {
    cacheReadTokens: missingReads,
    cacheWriteTokens: missingWrites,
    costNanoUsd: Math.round(tooMuch),
  });
}
