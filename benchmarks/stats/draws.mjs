import { seededRandom } from "@promptprof/stats";

/**
 * Random traffic for simulations: calls as providers answer them, and scores as judges give them.
 *
 * @param {number} seed
 */
export function drawsOf(seed) {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const chance = (p) => random() < p;
  return {
    random,
    normal,
    chance,
    /** ln of milliseconds about `centre`: sd 0.6, and one call in thirty four times as slow. */
    logLatency: (centre = 7) => centre + 0.6 * normal() + (chance(1 / 30) ? Math.log(4) : 0),
    lognormal: (sd) => Math.exp(sd * normal()),
    /** A judge's grade in quarters of a scale 0 to 1: most are good, many are equal. */
    grade: (quality) => Math.min(1, Math.max(0, Math.round(4 * (quality + 0.25 * normal())) / 4)),
    /** Numbers 0 ... n - 1 mapped. */
    times: (n, of) => Array.from({ length: n }, (_, i) => of(i)),
  };
}

/** Mean of what `draw` gives, by brute force: the truth where no formula is at hand. */
export function truthOf(draw, n = 400_000) {
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += draw();
  return sum / n;
}
