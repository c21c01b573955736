import { seededRandom } from "../random.ts";
import { meanOf } from "../mean.ts";
import type { Interval } from "../interval.ts";
import type { TooFew } from "../too-few.ts";
import { percentileLimits } from "./bootstrap-limits.ts";
import { sorted } from "../quantile.ts";
import type { Draws } from "./replicates.ts";

/**
 * A metric of a whole corpus, such as BLEU, that is no mean over segments: counts of each segment that add up, and the
 * score of such a sum.
 */
export interface CorpusMetric {
  /** One row a segment, all equally long: of BLEU the two lengths, and matches and totals of each order. */
  readonly a: readonly (readonly number[])[];
  /** The same segments of the other system. */
  readonly b: readonly (readonly number[])[];
  readonly score: (counts: Float64Array) => number;
}

export interface CorpusDifference extends Interval {
  /**
   * Two-sided p of "both score alike" by Koehn (2004) as sacrebleu has it: of the sizes of the resampled differences less their
   * mean, the share above the size observed, (c + 1) / (resamples + 1).
   */
  readonly p: number;
  readonly seed: number;
  readonly resamples: number;
}

/** Score of b minus that of a over the corpus: segments are drawn anew, in pairs, and their counts summed. `b` has as many segments as `a`. */
export function corpusBootstrap(
  { a, b, score }: CorpusMetric,
  { seed = 1, resamples = 2_000, level = 0.95 }: Partial<Draws> & { readonly level?: number } = {},
): CorpusDifference | TooFew {
  if (a.length === 0) return { n: 0, needed: 1, reason: "a corpus without segments has no score" };
  const random = seededRandom(seed);
  const [flatA, flatB] = [flat(a), flat(b)];
  const width = flatA.length / a.length;
  const differenceOf = (segments: Int32Array): number =>
    score(summed(flatB, width, segments)) - score(summed(flatA, width, segments));
  const estimate = differenceOf(Int32Array.from(a.keys()));
  const drawn = new Int32Array(a.length);
  const differences = Array.from({ length: resamples }, () =>
    differenceOf(drawn.map(() => Math.floor(random() * a.length))),
  );
  const { low, high } = percentileLimits(sorted(differences), level);
  const method = "paired bootstrap of segments";
  return {
    estimate,
    low,
    high,
    level,
    method,
    warnings: [],
    p: koehn(differences, estimate),
    seed,
    resamples,
  };
}

function koehn(differences: readonly number[], estimate: number): number {
  const sizes = differences.map(Math.abs);
  // The rule calls a difference of exactly 0 no chance, and so a system surely unlike itself; here it is 1.
  if (sizes.every((size) => size === 0)) return 1;
  const mean = meanOf(sizes);
  const above = sizes.filter((size) => size - mean > Math.abs(estimate)).length;
  return (above + 1) / (sizes.length + 1);
}

function flat(rows: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rows.flat());
}

function summed(flatRows: Float64Array, width: number, segments: Int32Array): Float64Array {
  const counts = new Float64Array(width);
  for (const segment of segments) {
    for (let i = 0; i < width; i += 1) counts[i] = (counts[i] ?? 0) + (flatRows[segment * width + i] ?? 0);
  }
  return counts;
}
