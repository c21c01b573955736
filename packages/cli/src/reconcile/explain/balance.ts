import { addSomeAmounts, AMOUNT_NAMES, type AmountName, type SomeAmounts } from "../amounts.ts";
import type { Cell } from "../compare/cell.ts";
import { costOfTokens, type TokenRates } from "./token-rates.ts";

/**
 * What is left of each cell's gap while causes take their parts. A part is never larger than what is left and never of
 * the other sign, so that parts and the unexplained rest add up to the gap, exactly.
 */
export class Balance {
  readonly #left = new Map<Cell, SomeAmounts>();
  readonly #rates: (cell: Cell) => TokenRates | null;

  /** @param rates what a token of a cell costs by our prices; null where we have no price */
  constructor(cells: readonly Cell[], rates: (cell: Cell) => TokenRates | null) {
    this.#rates = rates;
    for (const cell of cells) this.#left.set(cell, cell.gap);
  }

  left(cell: Cell): SomeAmounts {
    return this.#left.get(cell) ?? {};
  }

  leftOf(cells: readonly Cell[], name: AmountName): number {
    return cells.reduce((sum, cell) => sum + (this.left(cell)[name] ?? 0), 0);
  }

  /** All that is left of a cell. */
  claimAll(cell: Cell): SomeAmounts {
    return this.#take(cell, this.left(cell));
  }

  /** Some amounts of a cell, cut down to what is left. */
  claim(cell: Cell, wanted: SomeAmounts): SomeAmounts {
    const taken: Partial<Record<AmountName, number>> = {};
    for (const name of AMOUNT_NAMES) {
      const part = clip(wanted[name] ?? 0, this.left(cell)[name] ?? 0);
      if (part !== 0) taken[name] = part;
    }
    return this.#take(cell, taken);
  }

  /** As `claim`, and what those tokens cost by our own prices: what misses tokens misses their dollars too. */
  claimTokens(cell: Cell, wanted: SomeAmounts): SomeAmounts {
    const tokens = this.claim(cell, wanted);
    const rates = this.#rates(cell);
    if (rates === null) return tokens;
    return addSomeAmounts(tokens, this.claim(cell, { costNanoUsd: Math.round(costOfTokens(tokens, rates)) }));
  }

  #take(cell: Cell, taken: SomeAmounts): SomeAmounts {
    const rest: Partial<Record<AmountName, number>> = {};
    for (const name of AMOUNT_NAMES) {
      const value = (this.left(cell)[name] ?? 0) - (taken[name] ?? 0);
      if (value !== 0) rest[name] = value;
    }
    this.#left.set(cell, rest);
    return taken;
  }
}

/** The part of `wanted` that goes into `left`: of the same sign and no larger. */
function clip(wanted: number, left: number): number {
  if (wanted === 0 || Math.sign(wanted) !== Math.sign(left)) return 0;
  return Math.sign(left) * Math.min(Math.abs(wanted), Math.abs(left));
}
