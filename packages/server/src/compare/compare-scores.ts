import type { ScoreSums } from "@promptprof/store";
import { momentsFromSums, type Moments } from "@promptprof/stats";
import type { Comparison } from "../contract.ts";
import { comparisonOf } from "./comparison-of.ts";
import { intervalOf } from "./interval-of.ts";
import { scoreMetric } from "./metrics.ts";

interface ScorePair {
  readonly name: string;
  readonly a: Moments;
  readonly b: Moments;
}

/** Each score of both sides. They come from the calls that were scored, which is never said to be all. */
export function compareScores(
  a: readonly ScoreSums[],
  b: readonly ScoreSums[],
  continuous: boolean,
): Comparison[] {
  return pairsOf(a, b).map(({ name, a: ofA, b: ofB }) => {
    const sides = { a: sideOf(ofA), b: sideOf(ofB) };
    const metric = scoreMetric(name, [sides.a.value, sides.b.value]);
    const change = intervalOf({ how: "difference", a: ofA, b: ofB }, continuous);
    return comparisonOf(metric, { ...sides, change, unadjusted: null, warnings: [] });
  });
}

function pairsOf(a: readonly ScoreSums[], b: readonly ScoreSums[]): ScorePair[] {
  const all = [...a, ...b];
  const keys = [...new Set(all.map(keyOf))].toSorted();
  return keys.flatMap((key) => {
    const one = all.find((score) => keyOf(score) === key);
    if (one === undefined) return [];
    const sources = new Set(all.filter(({ name }) => name === one.name).map(({ source }) => source));
    const name = sources.size > 1 ? `score:${one.name} (${one.source ?? "no source"})` : `score:${one.name}`;
    const pair = { name, a: momentsOf(a, key), b: momentsOf(b, key) };
    return pair.a.n + pair.b.n === 0 ? [] : [pair];
  });
}

function keyOf({ name, source }: ScoreSums): string {
  return JSON.stringify([name, source]);
}

/** Groups of the same score are put together. */
function momentsOf(scores: readonly ScoreSums[], key: string): Moments {
  const own = scores.filter((score) => keyOf(score) === key);
  const n = own.reduce((sum, score) => sum + score.n, 0);
  const total = own.reduce((sum, score) => sum + score.n * (score.mean ?? 0), 0);
  const squares = own.reduce((sum, score) => sum + score.n * (score.meanSquare ?? 0), 0);
  return momentsFromSums(n, total, squares);
}

function sideOf({ n, mean }: Moments): Comparison["a"] {
  return { n, value: n === 0 ? null : mean };
}
