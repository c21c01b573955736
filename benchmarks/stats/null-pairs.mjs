import {
  isTooFew,
  mcnemar,
  newcombe,
  pairedDifference,
  pairedRatio,
  pairedRatioBootstrap,
  pairedRatioOfMeans,
  passDifference,
  ratioBootstrap,
  ratioOfGeometricMeans,
  ratioOfMeans,
  logMomentsOf,
  mannWhitney,
  momentsOf,
  signFlip,
  signedRank,
  clusterTotals,
} from "@promptprof/stats";
import { drawsOf } from "./draws.mjs";

/**
 * Pairs of versions that are alike, as suites and traffic have them: how often is b called worse? `beyond 0` is a difference
 * in the bad direction that is proven at all (2.5 % are promised, 5 % allowed); `worse` is one beyond the default margin of the
 * gate (1 % allowed).
 *
 * @param {number} pairs
 * @param {number} seed
 */
export function nullPairs(pairs, seed) {
  return Object.entries(families()).map(([family, { n, margin, test }], i) => {
    const draws = drawsOf(seed + i);
    let [beyond, worse] = [0, 0];
    for (let pair = 0; pair < pairs; pair += 1) {
      const harm = test(draws, seed + pair);
      if (harm > 0) beyond += 1;
      if (margin !== null && harm > margin) worse += 1;
    }
    return {
      family,
      n,
      pairs,
      "beyond 0 %": percent(beyond, pairs),
      margin: margin === null ? "-" : margin < 0.02 ? `${100 * margin} pp` : `${100 * margin} %`,
      "worse %": margin === null ? null : percent(worse, pairs),
      holds: within(beyond, pairs, 0.05) && within(worse, pairs, 0.01),
    };
  });
}

/** Ends of 200 resamples scatter by a few % of the width: enough where 2,000 pairs are averaged. */
const resamples = 200;

/** Each test answers the lower end of the harm's interval: above 0 it is proven, above the margin it is "worse". */
function families() {
  return {
    "latency, paired, 3 repeats": {
      n: 60,
      margin: 0.1,
      test: (d) => low(pairedRatio(latencyItems(d, 60, 3, 1))) - 1,
    },
    "latency, paired, 20 documents of 5": {
      n: 100,
      margin: 0.1,
      test: (d) => low(pairedRatio(latencyItems(d, 100, 1, 5))) - 1,
    },
    "cost, paired, means": {
      n: 60,
      margin: 0.05,
      test: (d) => low(pairedRatioOfMeans(costItems(d, 60))) - 1,
    },
    "cost, paired, bootstrap of means": {
      n: 60,
      margin: 0.05,
      test: (d, seed) => low(pairedRatioBootstrap(costItems(d, 60), "mean", { seed, resamples })) - 1,
    },
    "grades, 25 documents of 4": {
      n: 100,
      margin: 0.02,
      test: (d) => -high(pairedDifference(gradeItems(d, 100, 4))),
    },
    "grades, 8 documents of 10": {
      n: 80,
      margin: 0.02,
      test: (d) => -high(pairedDifference(gradeItems(d, 80, 10))),
    },
    "pass or fail, paired": { n: 100, margin: 0.02, test: (d) => -high(passDifference(passPairs(d, 100))) },
    "pass or fail, McNemar mid-p": {
      n: 100,
      margin: null,
      test: (d) => {
        const pairs = passPairs(d, 100);
        return pairs.aOnly > pairs.bOnly ? 0.05 - mcnemar(pairs).midP : -1;
      },
    },
    "grades, signed rank": {
      n: 60,
      margin: null,
      test: (d) => 0.025 - signedRank(differences(gradeItems(d, 60, 1))).p.less,
    },
    "grades, sign flip of 12 documents": {
      n: 48,
      margin: null,
      test: (d, seed) => {
        const items = gradeItems(d, 48, 4);
        const totals = clusterTotals(
          differences(items).map((x) => -x),
          items.map(({ cluster }) => cluster),
        );
        return 0.025 - signFlip(totals, { seed, resamples: 999 }).greater;
      },
    },
    "latency, two samples, means of logs": {
      n: 400,
      margin: 0.1,
      test: (d) =>
        low(ratioOfGeometricMeans(logMomentsOf(latencies(d, 400)), logMomentsOf(latencies(d, 400)))) - 1,
    },
    "latency, two samples, p50": {
      n: 400,
      margin: 0.1,
      test: (d, seed) =>
        low(ratioBootstrap(latencies(d, 400), latencies(d, 400), 0.5, { seed, resamples })) - 1,
    },
    "latency, two samples, p95": {
      n: 400,
      margin: 0.15,
      test: (d, seed) =>
        low(ratioBootstrap(latencies(d, 400), latencies(d, 400), 0.95, { seed, resamples })) - 1,
    },
    "latency, two samples, Mann-Whitney": {
      n: 100,
      margin: null,
      test: (d) => 0.025 - mannWhitney(latencies(d, 100), latencies(d, 100)).pGreater,
    },
    "cost, two samples, means": {
      n: 400,
      margin: 0.05,
      test: (d) => {
        const costs = () => momentsOf(d.times(400, () => d.lognormal(1)));
        return low(ratioOfMeans(costs(), costs())) - 1;
      },
    },
    "errors of 2 %, two samples": {
      n: 1000,
      margin: 0.005,
      test: (d) => {
        const side = () => ({ events: d.times(1000, () => d.chance(0.02)).filter(Boolean).length, n: 1000 });
        return low(newcombe(side(), side()));
      },
    },
  };
}

/** Long and short prompts differ far more than repeats of one; calls of one document share what their server did. */
function latencyItems(d, n, repeats, size) {
  let [a, b] = [0, 0];
  return d.times(n, (i) => {
    if (i % size === 0) [a, b] = size > 1 ? [0.2 * d.normal(), 0.2 * d.normal()] : [0, 0];
    const item = 7 + d.normal();
    const calls = (shift) => d.times(repeats, () => Math.exp(d.logLatency(item + shift)));
    return { a: calls(a), b: calls(b), cluster: size > 1 ? String(Math.floor(i / size)) : null };
  });
}

function costItems(d, n) {
  return d.times(n, () => {
    const item = d.normal();
    const cost = () => [Math.exp(item + 0.3 * d.normal())];
    return { a: cost(), b: cost(), cluster: null };
  });
}

function gradeItems(d, n, size) {
  let [document, a, b] = [0, 0, 0];
  return d.times(n, (i) => {
    if (i % size === 0) [document, a, b] = [0.7 + 0.2 * d.normal(), 0.1 * d.normal(), 0.1 * d.normal()];
    const item = document + 0.2 * d.normal();
    return { a: [d.grade(item + a)], b: [d.grade(item + b)], cluster: String(Math.floor(i / size)) };
  });
}

function passPairs(d, n) {
  const pairs = { bothPass: 0, aOnly: 0, bOnly: 0, bothFail: 0 };
  for (let i = 0; i < n; i += 1) {
    const item = 1 + 1.5 * d.normal();
    const [a, b] = [item + d.normal() > 0, item + d.normal() > 0];
    pairs[a ? (b ? "bothPass" : "aOnly") : b ? "bOnly" : "bothFail"] += 1;
  }
  return pairs;
}

function latencies(d, n) {
  return d.times(n, () => Math.exp(d.logLatency()));
}

function differences(items) {
  return items.map(({ a, b }) => b[0] - a[0]);
}

function low(answer) {
  return isTooFew(answer) ? -Infinity : answer.low;
}

function high(answer) {
  return isTooFew(answer) ? Infinity : answer.high;
}

/** Two errors of the simulation itself are allowed above a promise. */
function within(count, of, promised) {
  return count / of <= promised + 2 * Math.sqrt((promised * (1 - promised)) / of);
}

function percent(count, of) {
  return Number(((100 * count) / of).toFixed(2));
}
