import { AMOUNT_NAMES, addAmounts, NO_AMOUNTS, type AmountName } from "../amounts.ts";
import { daysBetween } from "../day.ts";
import type { Invoice, InvoiceRow } from "./invoice.ts";
import type { InvoiceLine } from "./invoice-format.ts";

/** Adds the lines of a file up to one row for each day, model and key, so that memory grows with rows and not with lines. */
export class InvoiceBuilder {
  readonly #rows = new Map<string, InvoiceRow>();
  readonly #states = new Set<AmountName>();
  #lines = 0;
  #firstDay: string | null = null;
  #lastDay: string | null = null;
  #costStepNanoUsd: number | null = null;

  /** The file speaks of this day, whether or not anything was used. */
  covers(day: string): void {
    if (this.#firstDay === null || day < this.#firstDay) this.#firstDay = day;
    if (this.#lastDay === null || day > this.#lastDay) this.#lastDay = day;
  }

  add(day: string, line: InvoiceLine): void {
    this.#lines += 1;
    const { model, key, charge, costStepNanoUsd, ...given } = line;
    const amounts = { ...NO_AMOUNTS, ...given };
    for (const name of AMOUNT_NAMES) if (amounts[name] !== null) this.#states.add(name);
    const id = JSON.stringify([day, model, key, charge]);
    const row = this.#rows.get(id) ?? { day, model, key, charge, costLines: 0, ...NO_AMOUNTS };
    const costLines = row.costLines + (amounts.costNanoUsd === null ? 0 : 1);
    this.#rows.set(id, { ...row, ...addAmounts(row, amounts), costLines });
    // A cost of 0 is written in any way, so it does not tell how fine the others are.
    if (amounts.costNanoUsd !== 0 && costStepNanoUsd !== undefined) this.#seeStep(costStepNanoUsd);
  }

  #seeStep(step: number): void {
    this.#costStepNanoUsd = Math.min(this.#costStepNanoUsd ?? Infinity, step);
  }

  invoice(
    about: Pick<Invoice, "file" | "format" | "provider" | "isCut">,
    statesWhereEmpty: readonly AmountName[],
  ): Invoice {
    const days =
      this.#firstDay === null || this.#lastDay === null ? [] : daysBetween(this.#firstDay, this.#lastDay);
    return {
      ...about,
      rows: [...this.#rows.values()],
      lines: this.#lines,
      days: new Set(days),
      states: this.#lines === 0 ? new Set(statesWhereEmpty) : this.#states,
      costStepNanoUsd: this.#costStepNanoUsd,
    };
  }
}
