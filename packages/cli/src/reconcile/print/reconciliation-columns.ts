import type { Column } from "../../table/table.ts";
import type { Paint } from "../../terminal/paint.ts";
import { printable } from "../../terminal/printable.ts";
import type { Symbols } from "../../terminal/symbols.ts";
import { AMOUNT_NAMES, type AmountName, type Amounts } from "../amounts.ts";
import { sizeOf, type ComparedRow, type Dimension } from "../compare/compared-row.ts";
import type { Reconciliation } from "../reconciliation.ts";
import { amountWord, formatAmount, formatShare } from "./signed-amounts.ts";

/** A row as it is printed; the total has a name and no place. */
export interface PrintedRow extends ComparedRow {
  readonly title: string | null;
}

const TITLES: Readonly<Record<AmountName, string>> = {
  requests: "REQ",
  inputTokens: "INPUT",
  cacheReadTokens: "CACHED",
  cacheWriteTokens: "WRITTEN",
  outputTokens: "OUTPUT",
  costNanoUsd: "COST",
};
/** What leaves first where the terminal is narrow. */
const PRIORITIES: Readonly<Record<AmountName, number>> = {
  cacheWriteTokens: 1,
  requests: 2,
  cacheReadTokens: 3,
  outputTokens: 4,
  inputTokens: 5,
  costNanoUsd: 6,
};

/** What both sides say, side by side as `invoice/ours`, and the worst of it. */
export function reconciliationColumns(
  { by, total, tolerance }: Reconciliation,
  symbols: Symbols,
  paint: Paint,
  terminal: { readonly unicode: boolean },
): Column<PrintedRow>[] {
  const stated = AMOUNT_NAMES.filter(
    (name) => (total.invoice[name] ?? 0) !== 0 || (total.gap[name] ?? 0) !== 0,
  );
  return [
    ...by.map((dimension, index) => nameColumn(dimension, index === 0, terminal)),
    ...stated.map((name): Column<PrintedRow> => ({
      title: TITLES[name],
      align: "right",
      priority: PRIORITIES[name],
      cell: (row) => `${sideText(name, row.invoice, symbols)}/${ourText(name, row, symbols)}`,
    })),
    {
      title: "WORST GAP",
      align: "right",
      priority: Infinity,
      cell: ({ worst }) =>
        worst === null ? "0%" : `${amountWord(worst.amount)} ${formatShare(worst.relative)}`,
      paint: (text, { worst }) => (worst !== null && sizeOf(worst) > tolerance ? paint.failure(text) : text),
    },
  ];
}

function sideText(name: AmountName, side: Amounts, symbols: Symbols): string {
  const amount = side[name];
  return amount === null ? symbols.none : formatAmount(name, amount);
}

/** Calls without a price are not calls that cost nothing, and not the absence of calls; a sum without some is a bound. */
function ourText(
  name: AmountName,
  { ours, unpricedCalls, callsWithoutTokens }: ComparedRow,
  symbols: Symbols,
): string {
  const isCost = name === "costNanoUsd";
  if (isCost && ours.costNanoUsd === null && unpricedCalls > 0) return "unpriced";
  const unknown = name === "requests" ? 0 : isCost ? unpricedCalls : callsWithoutTokens;
  return `${unknown > 0 && ours[name] !== null ? symbols.atLeast : ""}${sideText(name, ours, symbols)}`;
}

function nameColumn(
  dimension: Dimension,
  isFirst: boolean,
  terminal: { readonly unicode: boolean },
): Column<PrintedRow> {
  return {
    title: dimension.toUpperCase(),
    align: "left",
    priority: Infinity,
    ...(dimension === "day" ? {} : { shrinksTo: 16 }),
    cell: (row) => {
      if (row.title !== null) return isFirst ? row.title : "";
      return printable(row[dimension] ?? `(no ${dimension})`, terminal);
    },
  };
}
