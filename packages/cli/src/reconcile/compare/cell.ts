import {
  AMOUNT_NAMES,
  mapAmounts,
  NO_AMOUNTS,
  type AmountName,
  type Amounts,
  type SomeAmounts,
} from "../amounts.ts";
import { ourAmounts, type OurRow } from "../ours/our-usage.ts";
import type { ModelGroup } from "./join-models.ts";

/** The smallest thing that is compared: one UTC day of one group of models, and of one key where keys are compared. */
export interface Cell {
  readonly day: string;
  readonly group: ModelGroup;
  readonly key: string | null;
  /** What both sides say of amounts that the invoice states; null where it does not, or where that side has nothing. */
  readonly invoice: Amounts;
  readonly ours: Amounts;
  /** Ours minus the invoice's, an amount that one side does not have being 0 there. */
  readonly gap: SomeAmounts;
  /** false where that side has no row at all. */
  readonly isInvoiced: boolean;
  readonly ourRow: OurRow | null;
  /** Lines of the file that its cost is the sum of. */
  readonly costLines: number;
}

export interface CellPlace {
  readonly day: string;
  readonly group: ModelGroup;
  readonly key: string | null;
}

/** An invoice's amounts of one place, null where the invoice has nothing there. */
export interface InvoicedAmounts {
  readonly amounts: Amounts;
  readonly costLines: number;
}

/**
 * Holds both sides of a place against each other.
 *
 * @param states what the invoice states at all: where it has no row, each of these is 0 by its word
 */
export function cellOf(
  place: CellPlace,
  invoiced: InvoicedAmounts | null,
  ourRow: OurRow | null,
  states: ReadonlySet<AmountName>,
): Cell {
  const isStated = (name: AmountName) =>
    invoiced === null ? states.has(name) : invoiced.amounts[name] !== null;
  const ourSide = ourRow === null ? NO_AMOUNTS : ourAmounts(ourRow);
  const ours = mapAmounts((name) => (isStated(name) ? ourSide[name] : null));
  const invoice = invoiced?.amounts ?? NO_AMOUNTS;
  return {
    ...place,
    invoice,
    ours,
    gap: gapOf(ours, invoice),
    isInvoiced: invoiced !== null,
    ourRow,
    costLines: invoiced?.costLines ?? 0,
  };
}

function gapOf(ours: Amounts, invoice: Amounts): SomeAmounts {
  const gap: Partial<Record<AmountName, number>> = {};
  for (const name of AMOUNT_NAMES) {
    const difference = (ours[name] ?? 0) - (invoice[name] ?? 0);
    if (difference !== 0) gap[name] = difference;
  }
  return gap;
}
