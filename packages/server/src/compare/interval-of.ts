import {
  changeOf,
  differenceOfMeans,
  expOf,
  isTooFew,
  newcombe,
  ratioOfGeometricMeans,
  ratioOfMeans,
  twoArmSequence,
  type Interval,
  type TooFew,
} from "@promptprof/stats";
import { logOfMean, zerosAndOnes, type Measured } from "./measured.ts";

/** The change of b against a, on the metric's own scale: b / a - 1, or b - a. */
export function intervalOf(measured: Measured, continuous: boolean): Interval | TooFew {
  if (measured.how === "means" && measured.a.mean * measured.b.mean === 0) return ofZeros(measured);
  return continuous ? streamed(measured) : fixed(measured);
}

function fixed(measured: Measured): Interval | TooFew {
  if (measured.how === "rates") return newcombe(measured.a, measured.b);
  const { how, a, b } = measured;
  if (how === "difference") return differenceOfMeans(a, b);
  return asChange(how === "means" ? ratioOfMeans(a, b) : ratioOfGeometricMeans(a, b));
}

function streamed(measured: Measured): Interval | TooFew {
  if (measured.how === "rates") {
    const { a, b } = measured;
    return twoArmSequence(zerosAndOnes(a), zerosAndOnes(b), { events: [a.events, b.events] });
  }
  const { how, a, b } = measured;
  if (how === "difference") return twoArmSequence(a, b);
  return ofLogs(how === "means" ? twoArmSequence(logOfMean(a), logOfMean(b)) : twoArmSequence(a, b));
}

/** Nothing costs nothing on both sides; of nothing on one there is no ratio. */
function ofZeros({ a, b }: Extract<Measured, { how: "means" }>): Interval | TooFew {
  const n = Math.min(a.n, b.n);
  if (n < 2) return { n, needed: 2, reason: `${n} observations a side: a mean with an error takes 2` };
  const side = a.mean === 0 ? "A" : "B";
  if (a.mean !== b.mean) return { n, needed: null, reason: `${side} is 0: there is no ratio` };
  return { estimate: 0, low: 0, high: 0, level: 0.95, method: "both sides are 0", warnings: [] };
}

function asChange(ratio: Interval | TooFew): Interval | TooFew {
  return isTooFew(ratio) ? ratio : changeOf(ratio);
}

/** An interval of a difference of logarithms as one of the change. */
export function ofLogs(logs: Interval | TooFew): Interval | TooFew {
  return isTooFew(logs) ? logs : changeOf(expOf(logs));
}
