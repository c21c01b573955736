import { meanOf } from "../mean.ts";
import type { PairedItem } from "./paired-item.ts";
import { standardErrors } from "./standard-errors.ts";

/** Where the spread of a paired difference comes from: repeats of one item (sigma2) or the items themselves (omega2). */
export interface VarianceParts {
  /** Mean variance of a's repeats within an item; null where no item has two. */
  readonly sigma2A: number | null;
  readonly sigma2B: number | null;
  /** Variance of the items' true differences, at least 0; that of the observed ones where no item was repeated. */
  readonly omega2: number;
  /** Share of the variance of an item's difference that more repeats could remove, 0 to 1; null where not repeated. */
  readonly removable: number | null;
}

/** omega2 = var(d) - sigma2A / kA - sigma2B / kB, with k the harmonic mean of the repeats (Miller 2024). */
export function varianceParts(items: readonly PairedItem[]): VarianceParts {
  const differences = items.map(({ a, b }) => meanOf(b) - meanOf(a));
  const { clt } = standardErrors(differences);
  const total = clt ** 2 * items.length;
  const a = within(items.map((item) => item.a));
  const b = within(items.map((item) => item.b));
  const noise = (a?.ofMean ?? 0) + (b?.ofMean ?? 0);
  const removable = a === null && b === null ? null : total > 0 ? Math.min(1, noise / total) : 0;
  return {
    sigma2A: a?.sigma2 ?? null,
    sigma2B: b?.sigma2 ?? null,
    omega2: Math.max(0, total - noise),
    removable,
  };
}

function within(repeats: readonly (readonly number[])[]): { sigma2: number; ofMean: number } | null {
  const repeated = repeats.filter((values) => values.length > 1);
  if (repeated.length === 0) return null;
  const sigma2 = meanOf(repeated.map((values) => standardErrors(values).clt ** 2 * values.length));
  return { sigma2, ofMean: sigma2 * meanOf(repeats.map((values) => 1 / values.length)) };
}
