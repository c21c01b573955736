import { addSomeAmounts, type SomeAmounts } from "../amounts.ts";
import type { Cell } from "../compare/cell.ts";
import type { Cause, Certainty, Explanation } from "./explanation.ts";

/** The parts of cells that a rule has put down to one cause. */
export class Claims {
  readonly #cells = new Set<Cell>();
  #amounts: SomeAmounts = {};

  add(cell: Cell, taken: SomeAmounts): void {
    if (Object.keys(taken).length === 0) return;
    this.#cells.add(cell);
    this.#amounts = addSomeAmounts(this.#amounts, taken);
  }

  /** 0 = nothing was taken, and there is nothing to explain. */
  get cells(): number {
    return this.#cells.size;
  }

  get amounts(): SomeAmounts {
    return this.#amounts;
  }

  get days(): string[] {
    return [...new Set([...this.#cells].map(({ day }) => day))].toSorted();
  }

  /** As a list, empty where nothing was taken. */
  explained(cause: Cause, certainty: Certainty, facts: string, advice: string): Explanation[] {
    if (this.cells === 0) return [];
    const models = new Set([...this.#cells].map(({ group }) => group.name ?? "(no model)"));
    return [
      {
        cause,
        certainty,
        models: [...models].toSorted(),
        days: this.days,
        amounts: this.#amounts,
        facts,
        advice,
      },
    ];
  }
}
