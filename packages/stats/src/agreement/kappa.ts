import { criticalZ } from "../critical.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { type AgreementTable, NOTHING_JUDGED, sharesOf } from "./agreement-table.ts";

/** How much two different grades agree: not at all, or more the nearer they are on a scale of ordered grades. */
export type KappaWeights = "none" | "linear" | "quadratic";

/**
 * Cohen's kappa: agreement beyond what two raters with these habits would reach by chance; 1 full, 0 chance. Standard error
 * of Fleiss, Cohen and Everitt (1969). Take quadratic weights for scales such as 1 to 5. Where almost all is one grade kappa is
 * low whatever the agreement: read Gwet's AC1 beside it.
 */
export function kappa(
  table: AgreementTable,
  weights: KappaWeights = "none",
  level: number = 0.95,
): Interval | TooFew {
  const shares = sharesOf(table);
  if (shares === null) return NOTHING_JUDGED;
  const { n, cells, rows, columns } = shares;
  const weight = weightsOf(weights, rows.length);
  const observed = over(cells, (share, i, j) => share * weight(i, j));
  const expected = over(cells, (_, i, j) => (rows[i] ?? 0) * (columns[j] ?? 0) * weight(i, j));
  if (!(expected < 1)) return { n, needed: null, reason: "one grade alone occurs: kappa is 0 / 0" };
  const ofRow = rows.map((_, i) => columns.reduce((sum, share, j) => sum + share * weight(i, j), 0));
  const ofColumn = columns.map((_, j) => rows.reduce((sum, share, i) => sum + share * weight(i, j), 0));
  const spread = over(cells, (share, i, j) => {
    const pull = ((ofRow[i] ?? 0) + (ofColumn[j] ?? 0)) * (1 - observed);
    return share * (weight(i, j) * (1 - expected) - pull) ** 2;
  });
  const variance = spread - (observed * expected - 2 * expected + observed) ** 2;
  const estimate = (observed - expected) / (1 - expected);
  const error = Math.sqrt(Math.max(0, variance) / n) / (1 - expected) ** 2;
  const half = criticalZ(level) * error;
  const name = weights === "none" ? "Cohen's kappa" : `Cohen's kappa, ${weights} weights`;
  const warnings = n < 150 ? [`${n} items judged by both: 150 are asked for`] : [];
  return { estimate, low: estimate - half, high: estimate + half, level, method: name, warnings };
}

function weightsOf(weights: KappaWeights, grades: number): (i: number, j: number) => number {
  if (weights === "none") return (i, j) => (i === j ? 1 : 0);
  const power = weights === "linear" ? 1 : 2;
  return (i, j) => 1 - (Math.abs(i - j) / (grades - 1)) ** power;
}

function over(
  cells: readonly (readonly number[])[],
  term: (share: number, i: number, j: number) => number,
): number {
  return cells.reduce((sum, row, i) => row.reduce((part, share, j) => part + term(share, i, j), sum), 0);
}
