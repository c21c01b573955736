import {
  differenceOfMeans,
  isTooFew,
  logMomentsOf,
  momentsOf,
  newcombe,
  mcnemar,
  observationsFor,
  observationsForMcNemar,
  observationsForRates,
  pairedDifference,
  pairedRatio,
  ratioOfGeometricMeans,
  repeatedVariance,
  unpairedVariance,
} from "@promptprof/stats";
import { drawsOf } from "./draws.mjs";

/**
 * The n that the sample size functions promise 80 % for is taken, the effect is put in, and the share is counted in which it is
 * shown.
 *
 * @param {number} runs
 * @param {number} seed
 */
export function power(runs, seed) {
  return promises().map(({ promise, n, shown }, i) => {
    const draws = drawsOf(seed + i);
    let seen = 0;
    for (let run = 0; run < runs; run += 1) if (shown(draws, n)) seen += 1;
    const share = seen / runs;
    // Of `runs` runs the share scatters by sqrt(0.8 x 0.2 / runs): two of these are allowed below.
    const least = 0.8 - 2 * Math.sqrt(0.16 / runs);
    return { promise, n, runs, "shown %": Number((100 * share).toFixed(1)), holds: share >= least };
  });
}

function promises() {
  const parts = { items: 0.04, withinA: 0.09, repeatsA: 3, withinB: 0.09, repeatsB: 3 };
  return [
    {
      promise: "scores, 5 points apart, 3 repeats",
      n: observationsFor(0.05, repeatedVariance(parts), { df: (n) => n - 1 }),
      shown: (d, n) =>
        above(
          pairedDifference(
            d.times(n, () => ({
              a: d.times(3, () => 0.3 * d.normal()),
              b: ((own) => d.times(3, () => own + 0.3 * d.normal()))(0.05 + 0.2 * d.normal()),
              cluster: null,
            })),
          ),
        ),
    },
    {
      promise: "scores, half an sd apart (small n)",
      n: observationsFor(0.5, 1, { df: (n) => n - 1 }),
      shown: (d, n) =>
        above(pairedDifference(d.times(n, () => ({ a: [0], b: [0.5 + d.normal()], cluster: null })))),
    },
    {
      promise: "latency 10 % up, paired, sd of logs 0.4",
      n: observationsFor(Math.log(1.1), 0.4 ** 2, { df: (n) => n - 1 }),
      shown: (d, n) =>
        above(
          pairedRatio(d.times(n, () => ({ a: [1], b: [1.1 * Math.exp(0.4 * d.normal())], cluster: null }))),
          1,
        ),
    },
    {
      promise: "latency 10 % up, two samples, sd of logs 0.6",
      n: observationsFor(Math.log(1.1), unpairedVariance(0.6, 0.6)),
      shown: (d, n) =>
        above(
          ratioOfGeometricMeans(
            logMomentsOf(d.times(n, () => d.lognormal(0.6))),
            logMomentsOf(d.times(n, () => 1.1 * d.lognormal(0.6))),
          ),
          1,
        ),
    },
    {
      promise: "scores, two samples, 0.05 apart, sd 0.4",
      n: observationsFor(0.05, unpairedVariance(0.4, 0.4)),
      shown: (d, n) =>
        above(
          differenceOfMeans(
            momentsOf(d.times(n, () => 0.4 * d.normal())),
            momentsOf(d.times(n, () => 0.05 + 0.4 * d.normal())),
          ),
        ),
    },
    {
      promise: "errors 1 % and 2 %, two samples",
      n: observationsForRates(0.01, 0.02),
      shown: (d, n) => {
        const side = (p) => ({ events: d.times(n, () => d.chance(p)).filter(Boolean).length, n });
        return above(newcombe(side(0.01), side(0.02)));
      },
    },
    {
      promise: "pass to fail 10 %, back 5 %, McNemar mid-p",
      n: observationsForMcNemar(0.1, 0.05),
      shown: (d, n) => {
        const moved = d.times(n, d.random).filter((x) => x < 0.15);
        const aOnly = moved.filter((x) => x < 0.1).length;
        const bOnly = moved.length - aOnly;
        return aOnly > bOnly && mcnemar({ aOnly, bOnly }).midP < 0.05;
      },
    },
  ];
}

function above(answer, limit = 0) {
  return !isTooFew(answer) && answer.low > limit;
}
