import { criticalT, PairedSequence, verdictOf } from "@promptprof/stats";
import { drawsOf } from "./draws.mjs";

/**
 * What runs cost that stop a pair when its verdict is clear, beside runs of one fixed n that decide as many pairs rightly. The mix,
 * in margins: half of the changes do nothing, the others have an effect of sd 3; a pair's spread is 1 to 6, evenly in logarithms.
 * Promised is a cost of 60 % where a pair may take 200 cases or more; with fewer all pairs need about all of them.
 *
 * @param {number} pairs
 * @param {number} seed
 */
export function adaptive(pairs, seed) {
  const draws = drawsOf(seed);
  const mix = draws.times(pairs, () => ({
    effect: draws.chance(0.5) ? 0 : 3 * draws.normal(),
    spread: Math.exp(draws.random() * Math.log(6)),
  }));
  const fixed = FIXED.map((n) => ({ n, ...outcome(mix, (pair) => fixedRun(draws, pair, n)) }));
  return [100, 200, 400].map((most) => {
    const found = outcome(mix, (pair) => adaptiveRun(draws, pair, most));
    const same = sizeFor(found.decided, fixed);
    return {
      "most a pair": most,
      pairs,
      "decided %": percent(found.decided),
      "wrong %": percent(found.wrong),
      "mean n": Math.round(found.n),
      "fixed n for as many": same === null ? null : Math.round(same),
      "wrong of fixed %": percent(Math.max(...fixed.map(({ wrong }) => wrong))),
      "cost %": same === null ? null : Math.round((100 * found.n) / same),
      holds: found.wrong <= 0.01 && (most < 200 || (same !== null && found.n <= 0.6 * same)),
    };
  });
}

const FIXED = [20, 30, 40, 60, 80, 100, 130, 160, 200, 250, 300, 400, 500, 600, 800];

function outcome(mix, run) {
  let [decided, wrong, n] = [0, 0, 0];
  for (const pair of mix) {
    const { verdict, taken } = run(pair);
    n += taken;
    if (verdict === truthOf(pair)) decided += 1;
    else if (verdict !== "undecided") wrong += 1;
  }
  return { decided: decided / mix.length, wrong: wrong / mix.length, n: n / mix.length };
}

function truthOf({ effect }) {
  if (effect > 1) return "worse";
  return effect < -1 ? "better" : "same";
}

function adaptiveRun(d, { effect, spread }, most) {
  const sequence = new PairedSequence({ most });
  let verdict = "undecided";
  while (sequence.n < most && verdict === "undecided") {
    sequence.add(effect + spread * d.normal());
    verdict = sequence.verdict(1);
  }
  return { verdict, taken: sequence.n };
}

/** Of normal differences mean and spread are all there is: the mean is drawn at once. */
function fixedRun(d, { effect, spread }, n) {
  const mean = effect + (spread * d.normal()) / Math.sqrt(n);
  const reach = (criticalT(0.95, n - 1) * spread) / Math.sqrt(n);
  return { verdict: verdictOf({ low: mean - reach, high: mean + reach }, 1), taken: n };
}

/** The fixed n that decides such a share, between two that were run. */
function sizeFor(share, fixed) {
  const at = fixed.findIndex(({ decided }) => decided >= share);
  if (at < 1) return at === 0 ? fixed[0].n : null;
  const [below, above] = [fixed[at - 1], fixed[at]];
  const part = (share - below.decided) / (above.decided - below.decided);
  return below.n * (above.n / below.n) ** part;
}

function percent(share) {
  return Number((100 * share).toFixed(2));
}
