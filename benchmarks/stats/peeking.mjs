import {
  bernoulliSequence,
  ErrorRateProcess,
  isTooFew,
  mergeMoments,
  NO_MOMENTS,
  PairedSequence,
  quantileRanks,
  twoArmSequence,
} from "@promptprof/stats";
import { drawsOf } from "./draws.mjs";

/**
 * Rules that may be looked at after every call, on versions that are alike: the share of runs in which any look at all says
 * otherwise. 5 % are promised, and 2.5 % that it ever says worse.
 *
 * @param {number} runs
 * @param {number} seed
 */
export function peeking(runs, seed) {
  return rules().map(({ rule, data, looks, run }, i) => {
    const draws = drawsOf(seed + i);
    const most = rule === "two arms" ? Math.ceil(runs / 5) : runs;
    let [ever, worse] = [0, 0];
    for (let at = 0; at < most; at += 1) {
      const said = run(draws, looks);
      if (said !== null) ever += 1;
      if (said === "worse") worse += 1;
    }
    // Of so many runs a share of 5 % scatters by sqrt(0.05 x 0.95 / runs): two of these are allowed above.
    const slack = 2 * Math.sqrt(0.0475 / most);
    return {
      rule,
      data,
      looks,
      runs: most,
      "ever %": percent(ever, most),
      "worse %": percent(worse, most),
      holds: ever / most <= 0.05 + slack,
    };
  });
}

function rules() {
  return [
    {
      rule: "two arms",
      data: "logs of latency, half and half",
      looks: 10_000,
      run: twoArms(latency, 0.5, false),
    },
    {
      rule: "two arms",
      data: "logs of latency, 5 % in b",
      looks: 10_000,
      run: twoArms(latency, 0.05, false),
    },
    {
      rule: "two arms",
      data: "errors of 5 %, half and half",
      looks: 10_000,
      run: twoArms(rare(0.05), 0.5, true),
    },
    {
      rule: "two arms",
      data: "errors of 5 %, 5 % in b",
      looks: 10_000,
      run: twoArms(rare(0.05), 0.05, true),
    },
    { rule: "2 x 2 evidence", data: "errors of 1 %, half and half", looks: 400, run: errors(0.01, 25, 25) },
    { rule: "2 x 2 evidence", data: "errors of 1 %, 5 % in b", looks: 400, run: errors(0.01, 95, 5) },
    { rule: "one probability", data: "errors of 1 %", looks: 2000, run: probability(0.01) },
    { rule: "ranks of p95", data: "any", looks: 2000, run: ranks(0.95) },
    ...[
      ["logs of latency", (d) => d.logLatency() - d.logLatency()],
      ["grades, many ties", (d) => d.grade(0.7) - d.grade(0.7)],
      ["pass or fail, 10 % move", (d) => (d.chance(0.1) ? (d.chance(0.5) ? 1 : -1) : 0)],
      ["pass to fail alone, 10 %", (d) => Number(d.chance(0.1)) - 0.1],
    ].flatMap(([data, draw]) => [
      { rule: "pairs, 200 at most", data, looks: 200, run: pairs(draw, 200) },
      { rule: "pairs without end", data, looks: 1000, run: pairs(draw, null) },
    ]),
  ];
}

function latency(d) {
  return d.logLatency();
}

function rare(p) {
  return (d) => Number(d.chance(p));
}

function twoArms(draw, share, counted) {
  return (d, looks) => {
    const arms = { a: NO_MOMENTS, b: NO_MOMENTS };
    for (let look = 0; look < looks; look += 1) {
      const arm = d.chance(share) ? "b" : "a";
      arms[arm] = mergeMoments(arms[arm], { n: 1, mean: draw(d), squares: 0 });
      const { a, b } = arms;
      const events = [Math.round(a.mean * a.n), Math.round(b.mean * b.n)];
      const answer = twoArmSequence(a, b, { planned: looks / 2, ...(counted ? { events } : {}) });
      if (isTooFew(answer)) continue;
      if (answer.low > 0 || answer.high < 0) return answer.low > 0 ? "worse" : "better";
    }
    return null;
  };
}

function errors(rate, nA, nB) {
  return (d, looks) => {
    const process = new ErrorRateProcess();
    const of = (n) => d.times(n, () => d.chance(rate)).filter(Boolean).length;
    for (let look = 0; look < looks; look += 1) process.add({ nA, errorsA: of(nA), nB, errorsB: of(nB) });
    return process.p <= 0.05 ? "either" : null;
  };
}

function probability(p) {
  const known = new Map();
  const intervalOf = (events, n) => {
    const key = `${events} of ${n}`;
    const interval = known.get(key) ?? bernoulliSequence({ events, n });
    known.set(key, interval);
    return interval;
  };
  return (d, looks) => {
    let events = 0;
    for (let n = 1; n <= looks; n += 1) {
      events += Number(d.chance(p));
      const { low, high } = intervalOf(events, n);
      if (low > p || high < p) return low > p ? "worse" : "better";
    }
    return null;
  };
}

/** Whatever the numbers are: how many lie up to the quantile is all that counts. */
function ranks(p) {
  const known = new Map();
  return (d, looks) => {
    let below = 0;
    for (let n = 1; n <= looks; n += 1) {
      below += Number(d.chance(p));
      if (!known.has(n)) known.set(n, quantileRanks(n, p));
      const { least, most } = known.get(n);
      if (below < least || below > most) return below < least ? "worse" : "better";
    }
    return null;
  };
}

function pairs(draw, most) {
  return (d, looks) => {
    const sequence = new PairedSequence({ most });
    for (let look = 0; look < looks; look += 1) {
      const answer = sequence.add(draw(d));
      if (isTooFew(answer)) continue;
      const { low, high } = answer;
      if (low > 0 || high < 0) return low > 0 ? "worse" : "better";
    }
    return null;
  };
}

function percent(count, of) {
  return Number(((100 * count) / of).toFixed(2));
}
