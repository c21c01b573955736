import { isTooFew } from "@promptprof/stats";
import { drawsOf } from "./draws.mjs";
import { methods } from "./methods.mjs";

/**
 * How often each 95 % interval holds the truth, at the least n that the documentation states for it and at four times that. Below
 * 93 % an interval promises too much (two errors of the simulation itself are allowed below it); above 97 % it is wider than it
 * need be, which exact ones and those of small counts are.
 *
 * @param {number} runs
 * @param {number} seed
 * @param {number} resamples fewer scatter the ends, which costs coverage: 0.5 % at 300
 */
export function coverage(runs, seed, resamples = 1000) {
  return methods(seed, resamples).flatMap(
    ({ method, data, n: least, sizes = [least, 4 * least], truth, answer }, i) =>
      sizes.map((n) => {
        const draws = drawsOf(seed + i);
        const most = method.includes("ootstrap") ? Math.min(runs, BOOTSTRAP_RUNS) : runs;
        let [held, none, width] = [0, 0, 0];
        for (let run = 0; run < most; run += 1) {
          const interval = answer(draws, n, seed + run);
          if (isTooFew(interval)) none += 1;
          else if (interval.low <= truth && truth <= interval.high) held += 1;
          if (!isTooFew(interval)) width += interval.high - interval.low;
        }
        const share = held / (most - none);
        return {
          method,
          data,
          n,
          runs: most,
          "held %": Number((100 * share).toFixed(1)),
          none,
          "mean width": Number((width / (most - none)).toPrecision(3)),
          holds: share >= 0.93 - 2 * Math.sqrt((0.05 * 0.95) / most),
        };
      }),
  );
}

/** A bootstrap takes a thousand times as long. */
const BOOTSTRAP_RUNS = 400;
