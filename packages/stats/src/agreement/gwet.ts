import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { sumOf } from "../mean.ts";
import { type AgreementTable, NOTHING_JUDGED, sharesOf } from "./agreement-table.ts";

/**
 * Gwet's AC1 (2008): agreement beyond chance where chance is what two raters who are unsure would reach, so that it does not
 * break down when almost all items are of one grade. Standard error of the paper. Two grades at least.
 */
export function gwetAc1(table: AgreementTable, level: number = 0.95): Interval | TooFew {
  const shares = sharesOf(table);
  const grades = table.length;
  if (shares === null || grades < 2) return NOTHING_JUDGED;
  const { n, cells, rows, columns } = shares;
  const habits = rows.map((row, i) => (row + (columns[i] ?? 0)) / 2);
  const observed = sumOf(cells.map((row, i) => row[i] ?? 0));
  const expected = sumOf(habits.map((share) => share * (1 - share))) / (grades - 1);
  const sure = sumOf(cells.map((row, i) => (row[i] ?? 0) * (1 - (habits[i] ?? 0)))) / (grades - 1);
  const mixed = sumOf(
    cells.flatMap((row, i) =>
      row.map((share, j) => share * (1 - ((habits[i] ?? 0) + (habits[j] ?? 0)) / 2) ** 2),
    ),
  );
  const off = 1 - observed;
  const spread =
    observed * off -
    4 * off * (sure - observed * expected) +
    4 * off ** 2 * (mixed / (grades - 1) ** 2 - expected ** 2);
  const estimate = (observed - expected) / (1 - expected);
  const error = Math.sqrt(Math.max(0, spread) / n) / (1 - expected);
  const half = criticalZ(level) * error;
  const warnings = n < 150 ? [`${n} items judged by both: 150 are asked for`] : [];
  return {
    estimate,
    low: estimate - half,
    high: Math.min(1, estimate + half),
    level,
    method: "Gwet's AC1",
    warnings,
  };
}
