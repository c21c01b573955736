// What the statistics promise, by simulation with seeds: that versions that are alike are seldom called worse, that intervals hold the truth
// as often as they say, that promised sample sizes show what they promise, and that looking after every call costs nothing but
// calls. Ends with 1 where a promise does not hold.
//
//   npm run bench:stats            2,000 pairs and runs each
//   QUICK=1 npm run bench:stats    a tenth of it
import { adaptive } from "./stats/adaptive.mjs";
import { coverage } from "./stats/coverage.mjs";
import { nullPairs } from "./stats/null-pairs.mjs";
import { peeking } from "./stats/peeking.mjs";
import { power } from "./stats/power.mjs";
import { report } from "./report.mjs";

const runs = process.env.QUICK ? 200 : 2000;
const seed = 20_261_124;

for (const part of [nullPairs, coverage, power, peeking, adaptive]) {
  const name = part.name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  console.log(`\n${name}`);
  const rows = part(runs, seed);
  report(`stats-${name}`, { runs, seed }, rows);
  if (rows.some(({ holds }) => !holds)) process.exitCode = 1;
}
