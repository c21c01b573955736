import {
  agrestiCaffo,
  bootstrap,
  differenceOfMeans,
  gwetAc1,
  hodgesLehmannShift,
  isTooFew,
  kappa,
  logMomentsOf,
  miettinenNurminen,
  momentsOf,
  newcombe,
  pairedDifference,
  pairedRatio,
  pairedRatioBootstrap,
  pairedRatioOfMeans,
  passDifference,
  passDifferenceBonettPrice,
  predictionPowered,
  pseudoMedian,
  quantileInterval,
  ratioBootstrap,
  ratioOfGeometricMeans,
  ratioOfMeans,
  ratioOfQuantiles,
  roganGladen,
  wilson,
} from "@promptprof/stats";
import { drawsOf, truthOf } from "./draws.mjs";

/**
 * How often each 95 % interval holds the truth, at the least n that the documentation states for it and at four times that. Below
 * 93 % an interval promises too much (two errors of the simulation itself are allowed below it); above 97 % it is wider than it
 * need be, which exact ones and those of small counts are.
 *
 * @param {number} runs
 * @param {number} seed
 */
export function coverage(runs, seed) {
  return methods(seed).flatMap(({ method, data, n: least, truth, answer }, i) =>
    [least, 4 * least].map((n) => {
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

/** Fewer would widen nothing but scatter the ends, which costs coverage: 0.5 % at 300. */
const resamples = 1000;

/** A bootstrap takes a thousand times as long. */
const BOOTSTRAP_RUNS = 400;

function methods(seed) {
  const fixed = drawsOf(seed - 1);
  const gradeTruth = truthOf(() => fixed.grade(0.75)) - truthOf(() => fixed.grade(0.7));
  const p95 = quantileOfMany(() => slow(fixed), 0.95);
  return [
    {
      method: "paired t",
      data: "normal",
      n: 5,
      truth: 0.3,
      answer: (d, n) => pairedDifference(d.times(n, () => item(0, 0.3 + d.normal(), null))),
    },
    {
      method: "paired t",
      data: "grades of a judge, many ties",
      n: 20,
      truth: gradeTruth,
      answer: (d, n) => pairedDifference(d.times(n, () => item(d.grade(0.7), d.grade(0.75), null))),
    },
    {
      method: "paired t, clustered",
      data: "documents of 5, half of the spread shared",
      n: 50,
      truth: 0.3,
      answer: (d, n) => pairedDifference(clustered(d, n, 5)),
    },
    {
      method: "paired t, clustered",
      data: "5 documents of 8 (few, and says so)",
      n: 40,
      truth: 0.3,
      answer: (d, n) => pairedDifference(clustered(d, n, 8)),
    },
    {
      method: "paired t on logarithms",
      data: "latency, one call in 30 four times as slow",
      n: 20,
      truth: 1.1,
      answer: (d, n) =>
        pairedRatio(
          d.times(n, () => {
            const base = 7 + d.normal();
            return item(Math.exp(d.logLatency(base)), 1.1 * Math.exp(d.logLatency(base)), null);
          }),
        ),
    },
    {
      method: "ratio of means, jackknife",
      data: "cost, sd of logs 1 between items, 0.3 within",
      n: 50,
      truth: 1.1,
      answer: (d, n) =>
        pairedRatioOfMeans(
          d.times(n, () => {
            const base = d.lognormal(1);
            return item(base * d.lognormal(0.3), 1.1 * base * d.lognormal(0.3), null);
          }),
        ),
    },
    {
      method: "bootstrap of paired means",
      data: "cost, sd of logs 1 between items, 0.3 within",
      n: 50,
      truth: 1.1,
      answer: (d, n, run) =>
        pairedRatioBootstrap(
          d.times(n, () => {
            const base = d.lognormal(1);
            return item(base * d.lognormal(0.3), 1.1 * base * d.lognormal(0.3), null);
          }),
          "mean",
          { seed: run, resamples },
        ),
    },
    {
      method: "Newcombe for pairs",
      data: "82 % against 78 % pass",
      n: 30,
      truth: -0.04,
      answer: (d, n) => passDifference(passes(d, n)),
    },
    {
      method: "Bonett-Price",
      data: "82 % against 78 % pass",
      n: 30,
      truth: -0.04,
      answer: (d, n) => passDifferenceBonettPrice(passes(d, n)),
    },
    {
      method: "pseudo-median",
      data: "normal, one in ten 5 times as wide",
      n: 10,
      truth: 0.3,
      answer: (d, n) => pseudoMedian(d.times(n, () => 0.3 + d.normal() * (d.chance(0.1) ? 5 : 1))),
    },
    {
      method: "BCa bootstrap of a mean",
      data: "lognormal, sd 0.6",
      n: 50,
      truth: Math.exp(0.18),
      answer: (d, n, run) =>
        bootstrap(
          d.times(n, () => d.lognormal(0.6)),
          (list) => list.reduce((sum, x) => sum + x, 0) / list.length,
          { kind: "bca", seed: run, resamples },
        ),
    },
    {
      method: "bootstrap of the ratio of p50",
      data: "latency",
      n: 30,
      truth: 1,
      answer: (d, n, run) =>
        ratioBootstrap(
          d.times(n, () => slow(d)),
          d.times(n, () => slow(d)),
          0.5,
          { seed: run, resamples },
        ),
    },
    {
      method: "bootstrap of the ratio of p95",
      data: "latency",
      n: 100,
      truth: 1,
      answer: (d, n, run) =>
        ratioBootstrap(
          d.times(n, () => slow(d)),
          d.times(n, () => slow(d)),
          0.95,
          { seed: run, resamples },
        ),
    },
    {
      method: "Welch's t",
      data: "normal, one side twice as wide",
      n: 10,
      truth: 0.5,
      answer: (d, n) =>
        differenceOfMeans(momentsOf(d.times(n, d.normal)), momentsOf(d.times(n, () => 0.5 + 2 * d.normal()))),
    },
    {
      method: "Welch's t on logarithms",
      data: "latency",
      n: 20,
      truth: 1,
      answer: (d, n) =>
        ratioOfGeometricMeans(
          logMomentsOf(d.times(n, () => slow(d))),
          logMomentsOf(d.times(n, () => slow(d))),
        ),
    },
    {
      method: "ratio of means",
      data: "cost, sd of logs 1",
      n: 50,
      truth: 1,
      answer: (d, n) =>
        ratioOfMeans(
          momentsOf(d.times(n, () => d.lognormal(1))),
          momentsOf(d.times(n, () => d.lognormal(1))),
        ),
    },
    {
      method: "order statistics, p50",
      data: "latency",
      n: 20,
      truth: quantileOfMany(() => slow(fixed), 0.5),
      answer: (d, n) =>
        quantileInterval(
          d.times(n, () => slow(d)),
          0.5,
        ),
    },
    {
      method: "order statistics, p95",
      data: "latency",
      n: 72,
      truth: p95,
      answer: (d, n) =>
        quantileInterval(
          d.times(n, () => slow(d)),
          0.95,
        ),
    },
    {
      method: "order statistics, ratio of p95",
      data: "latency",
      n: 200,
      truth: 1,
      answer: (d, n) =>
        ratioOfQuantiles(
          d.times(n, () => slow(d)),
          d.times(n, () => slow(d)),
          0.95,
        ),
    },
    {
      method: "Hodges-Lehmann shift",
      data: "logs of latency",
      n: 10,
      truth: 0,
      answer: (d, n) =>
        hodgesLehmannShift(
          d.times(n, () => d.logLatency()),
          d.times(n, () => d.logLatency()),
        ),
    },
    {
      method: "Wilson",
      data: "20 % of n",
      n: 20,
      truth: 0.2,
      answer: (d, n) => wilson(count(d, n, 0.2)),
    },
    ...[
      ["Newcombe", newcombe],
      ["Miettinen-Nurminen", miettinenNurminen],
      ["Agresti-Caffo", agrestiCaffo],
    ].map(([method, rule]) => ({
      method,
      data: "10 % against 15 %",
      n: 50,
      truth: 0.05,
      answer: (d, n) => rule(count(d, n, 0.1), count(d, n, 0.15)),
    })),
    ...[
      ["Cohen's kappa", (table) => kappa(table), 0.6],
      ["Gwet's AC1", (table) => gwetAc1(table), 0.6],
    ].map(([method, rule, truth]) => ({
      method,
      data: "2 grades, 80 % agreed",
      n: 100,
      truth,
      answer: (d, n) => rule(grades(d, n)),
    })),
    {
      method: "Rogan-Gladen",
      data: "judge right in 90 % and 80 %",
      n: 100,
      truth: 0.7,
      answer: (d, n) => {
        const [positives, negatives] = [n / 2, n / 2];
        const truePositives = count(d, positives, 0.9).events;
        const trueNegatives = count(d, negatives, 0.8).events;
        const judgePass = count(d, 10 * n, 0.7 * 0.9 + 0.3 * 0.2).events;
        return roganGladen({ judgePass, n: 10 * n, positives, truePositives, negatives, trueNegatives });
      },
    },
    {
      method: "prediction-powered mean",
      data: "judge right in 90 % and 80 %, n labelled and 10 n not",
      n: 50,
      truth: 0.7,
      answer: (d, n) => {
        const both = () => {
          const person = d.chance(0.7);
          return { person: Number(person), judge: Number(d.chance(person ? 0.9 : 0.2)) };
        };
        return predictionPowered(d.times(n, both), momentsOf(d.times(10 * n, () => both().judge)));
      },
    },
  ];
}

function slow(d) {
  return Math.exp(d.logLatency(0));
}

function item(a, b, cluster) {
  return { a: [a], b: [b], cluster };
}

function clustered(d, n, size) {
  let shared = 0;
  return d.times(n, (i) => {
    if (i % size === 0) shared = d.normal();
    return item(0, 0.3 + shared + d.normal(), String(Math.floor(i / size)));
  });
}

/** 8 % pass with a alone, 4 % with b alone. */
function passes(d, n) {
  const pairs = { bothPass: 0, aOnly: 0, bOnly: 0, bothFail: 0 };
  for (let i = 0; i < n; i += 1) {
    const x = d.random();
    pairs[x < 0.08 ? "aOnly" : x < 0.12 ? "bOnly" : x < 0.86 ? "bothPass" : "bothFail"] += 1;
  }
  return pairs;
}

/** Two raters with half of the items good: kappa and AC1 are both 2 x 0.8 - 1. */
function grades(d, n) {
  const table = [
    [0, 0],
    [0, 0],
  ];
  for (let i = 0; i < n; i += 1) {
    const first = Number(d.chance(0.5));
    table[first][d.chance(0.8) ? first : 1 - first] += 1;
  }
  return table;
}

function count(d, n, p) {
  return { events: d.times(n, () => d.chance(p)).filter(Boolean).length, n };
}

function quantileOfMany(draw, p, n = 400_000) {
  const sorted = Float64Array.from({ length: n }, draw).toSorted();
  return sorted[Math.floor(p * n)];
}
