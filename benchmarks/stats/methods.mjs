import {
  agrestiCaffo,
  bootstrap,
  differenceOfMeans,
  gwetAc1,
  hodgesLehmannShift,
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
import { clustered, count, grades, item, passes, quantileOfMany, slow } from "./samples.mjs";

/** Each with the data it is for, its least n, the truth, and what it answers on one draw of such data. */
export function methods(seed, resamples) {
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
      n: 200,
      sizes: [200],
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
      n: 100,
      truth: -0.04,
      answer: (d, n) => passDifference(passes(d, n)),
    },
    {
      method: "Bonett-Price",
      data: "82 % against 78 % pass",
      n: 100,
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
      n: 200,
      sizes: [200],
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
      n: 100,
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
      n: 150,
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
