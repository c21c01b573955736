import { meanOf } from "../mean.ts";
import { quantileOf, sorted } from "../quantile.ts";
import type { TooFew } from "../too-few.ts";
import type { PairedItem } from "../paired/paired-item.ts";
import { type BootstrapInterval, type BootstrapOptions, bootstrap, bootstrapTwo } from "./bootstrap.ts";
import { clusteredUnits } from "./clustered-units.ts";

/** What of each side is set in ratio: a quantile ("p95" is 0.95) or the mean. */
export type RatioOf = "mean" | number;

/** b / a of a quantile or mean over two independent samples, for example calls before and after. None where a's is 0. */
export function ratioBootstrap(
  a: readonly number[],
  b: readonly number[],
  of: RatioOf,
  options: BootstrapOptions = {},
): BootstrapInterval | TooFew {
  return bootstrapTwo(a, b, (left, right) => summary(right, of) / summary(left, of), options);
}

/**
 * b / a of a quantile or mean over all values of all repeats, with both sides of an item (of a cluster, where given) drawn
 * together. None where a's is 0.
 */
export function pairedRatioBootstrap(
  items: readonly PairedItem[],
  of: RatioOf,
  options: BootstrapOptions = {},
): BootstrapInterval | TooFew {
  const units = clusteredUnits(items, ({ cluster }) => cluster);
  const side = (drawn: readonly (readonly PairedItem[])[], name: "a" | "b"): number =>
    summary(
      drawn.flatMap((unit) => unit.flatMap((item) => item[name])),
      of,
    );
  return bootstrap(units, (drawn) => side(drawn, "b") / side(drawn, "a"), options);
}

function summary(values: readonly number[], of: RatioOf): number {
  return of === "mean" ? meanOf(values) : quantileOf(sorted(values), of);
}
