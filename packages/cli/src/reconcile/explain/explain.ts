import { groupBy } from "@promptprof/model";
import { addSomeAmounts, AMOUNT_NAMES, sumAmounts, type AmountName, type SomeAmounts } from "../amounts.ts";
import type { Cell } from "../compare/cell.ts";
import { Balance } from "./balance.ts";
import type { ExplainContext, ExplainRule, Section } from "./explain-context.ts";
import type { Explanation } from "./explanation.ts";
import { cacheInInput } from "./rules/cache-in-input.ts";
import { cachePartsAbsent } from "./rules/cache-parts-absent.ts";
import { callsWithoutTokens } from "./rules/calls-without-tokens.ts";
import { countedTwice } from "./rules/counted-twice.ts";
import { dayBoundary } from "./rules/day-boundary.ts";
import { dayNotOver } from "./rules/day-not-over.ts";
import { estimatedTokens } from "./rules/estimated-tokens.ts";
import { lostOnTheWay } from "./rules/lost-on-the-way.ts";
import { missingCalls } from "./rules/missing-calls.ts";
import { missingFromOurs } from "./rules/missing-from-ours.ts";
import { onlyOurs } from "./rules/only-ours.ts";
import { otherProviderCalls } from "./rules/other-provider-calls.ts";
import { possibleDuplicates } from "./rules/possible-duplicates.ts";
import { priceDifference } from "./rules/price-difference.ts";
import { unbilledFailures, unseenRequests } from "./rules/request-counts.ts";
import { rounding } from "./rules/rounding.ts";
import { unpricedCalls } from "./rules/unpriced-calls.ts";
import { ratesOf, type TokenRates } from "./token-rates.ts";

/** In the order in which they take their parts: what the numbers show first, what they only allow last. */
const RULES: readonly ExplainRule[] = [
  dayNotOver,
  missingFromOurs,
  onlyOurs,
  dayBoundary,
  cacheInInput,
  otherProviderCalls,
  possibleDuplicates,
  countedTwice,
  callsWithoutTokens,
  missingCalls,
  unseenRequests,
  unbilledFailures,
  cachePartsAbsent,
  estimatedTokens,
  unpricedCalls,
  rounding,
  priceDifference,
  lostOnTheWay,
];

/** Where the gap comes from, and what is left of it. */
export interface Explained {
  readonly explanations: readonly Explanation[];
  /** What no cause accounts for: where we have less and where we have more, which do not cancel each other out. */
  readonly unexplained: { readonly less: SomeAmounts; readonly more: SomeAmounts };
}

export type ExplainQuestion = Omit<ExplainContext, "sections" | "balance" | "ratesOf">;

/** Puts the gap down to causes. The parts of all of them and the unexplained rest add up to the gap, exactly. */
export function explain(question: ExplainQuestion): Explained {
  const sections = sectionsOf(question.cells);
  const rates = new Map<Cell, TokenRates | null>();
  for (const { cells } of sections) {
    const ofSection = ratesOf(cells);
    for (const cell of cells) rates.set(cell, ofSection);
  }
  const ratesOfCell = (cell: Cell) => rates.get(cell) ?? null;
  const balance = new Balance(question.cells, ratesOfCell);
  const context: ExplainContext = { ...question, sections, balance, ratesOf: ratesOfCell };
  const explanations = RULES.flatMap((rule) => rule(context));
  return { explanations, unexplained: restOf(question.cells, balance) };
}

function sectionsOf(cells: readonly Cell[]): Section[] {
  const both = cells.filter(({ isInvoiced, ourRow }) => isInvoiced && ourRow !== null);
  const groups = groupBy(both, ({ group, key }) => JSON.stringify([group.invoice, group.ours, key]));
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const invoice = sumAmounts(some.map((cell) => cell.invoice));
    return [{ group: first.group, cells: some, invoice, ours: sumAmounts(some.map((cell) => cell.ours)) }];
  });
}

function restOf(cells: readonly Cell[], balance: Balance): Explained["unexplained"] {
  const signed = (sign: number) =>
    cells.map((cell) => ofSign(balance.left(cell), sign)).reduce(addSomeAmounts, {});
  return { less: signed(-1), more: signed(1) };
}

function ofSign(amounts: SomeAmounts, sign: number): SomeAmounts {
  const part: Partial<Record<AmountName, number>> = {};
  for (const name of AMOUNT_NAMES)
    if (Math.sign(amounts[name] ?? 0) === sign) part[name] = amounts[name] ?? 0;
  return part;
}
