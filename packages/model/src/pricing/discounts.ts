import { DatedRules, type DatedRule } from "./dated-rules.ts";
import { type PriceRow, scaledRow } from "./price-row.ts";

/** What a team pays less than the list price, for example under a contract with its provider. */
export interface Discount extends DatedRule {
  /** Off the price of every token, 0 to 100. */
  readonly percent: number;
  /** Also off own prices, which are what a team says that it pays: by default nothing is taken off them. */
  readonly onOwnPrices?: boolean | undefined;
}

/** Takes the one discount that holds for a call off a price row. */
export class Discounts {
  readonly #onLibrary: DatedRules<Discount>;
  readonly #onOwn: DatedRules<Discount>;

  constructor(discounts: readonly Discount[]) {
    this.#onLibrary = new DatedRules(discounts);
    this.#onOwn = new DatedRules(discounts.filter(({ onOwnPrices }) => onOwnPrices === true));
  }

  applied(row: PriceRow, provider: string | null, model: string, time: number): PriceRow {
    const rules = row.isOwn ? this.#onOwn : this.#onLibrary;
    const percent = rules.find(provider, model, time)?.percent ?? 0;
    return percent === 0 ? row : scaledRow(row, `-${percent}%`, (100 - percent) / 100);
  }
}
