import { sumOf } from "../mean.ts";
import type { TooFew } from "../too-few.ts";

/** Items by what each of two raters said: `table[i][j]` were given grade i by the one and grade j by the other. Square. */
export type AgreementTable = readonly (readonly number[])[];

/** What the agreement on nothing is. */
export const NOTHING_JUDGED: TooFew = { n: 0, needed: 1, reason: "no item judged by both" };

export interface AgreementShares {
  readonly n: number;
  readonly cells: readonly (readonly number[])[];
  /** Habits of the one rater, and of the other. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** null for an empty table. */
export function sharesOf(table: AgreementTable): AgreementShares | null {
  const n = sumOf(table.flat());
  if (n === 0) return null;
  const cells = table.map((row) => row.map((count) => count / n));
  return {
    n,
    cells,
    rows: cells.map(sumOf),
    columns: cells.map((_, j) => sumOf(cells.map((row) => row[j] ?? 0))),
  };
}
