import type { AmountName, Amounts } from "../amounts.ts";
import { baseOf, JUDGED, type ComparedRow } from "./compared-row.ts";

/** Whether the two sides agree, and by which number. */
export interface Agreement {
  readonly agrees: boolean;
  /** Largest of the gaps below. */
  readonly gap: number;
  /** The amount that has it; null where the invoice states nothing that can be judged. */
  readonly amount: AmountName | null;
  /**
   * For each judged amount that the invoice states: the gaps of the rows without their signs, added up, over the
   * invoice's total. So what one model has too much does not make up for what another one lacks.
   */
  readonly gaps: Readonly<Partial<Record<AmountName, number>>>;
}

/**
 * @param rows             the table's rows: a finer table finds more
 * @param tolerance        0.01 = 1 %
 * @param roundingNanoUsd  how far a row's cost may be off because the invoice's lines were rounded; 0 = not rounded
 */
export function agreementOf(
  rows: readonly ComparedRow[],
  total: Amounts,
  tolerance: number,
  roundingNanoUsd: (row: ComparedRow) => number,
): Agreement {
  const gaps: Partial<Record<AmountName, number>> = {};
  for (const name of judgedOf(rows)) {
    const sum = rows.reduce(
      (all, row) => all + gapOf(row, name, name === "costNanoUsd" ? roundingNanoUsd(row) : 0),
      0,
    );
    const base = Math.abs(baseOf(name, total));
    // Something against nothing is all of it, and not infinitely much of it.
    gaps[name] = sum === 0 ? 0 : base === 0 ? 1 : sum / base;
  }
  const worst = Object.entries(gaps).toSorted(([, a], [, b]) => b - a)[0];
  const gap = worst?.[1] ?? 0;
  const amount = worst === undefined ? null : (judgedOf(rows).find((name) => name === worst[0]) ?? null);
  return { agrees: gap <= tolerance, gap, amount, gaps };
}

/** Without tokens and costs the requests are all there is. */
function judgedOf(rows: readonly ComparedRow[]): readonly AmountName[] {
  const isStated = (name: AmountName) =>
    rows.some(({ invoice, gap }) => invoice[name] !== null || gap[name] !== undefined);
  const judged = JUDGED.filter(isStated);
  return judged.length > 0 || !isStated("requests") ? judged : ["requests"];
}

function gapOf({ gap }: ComparedRow, name: AmountName, forgiven: number): number {
  return Math.max(0, Math.abs(gap[name] ?? 0) - forgiven);
}
