// `npm run soak [-- MINUTES [SEED]]`: the chaos run of tests/soak, half an hour of it unless told otherwise. Collector, provider
// and program misbehave at random; at the end every call is accounted for.
// `npm run soak -- kills|store|clock [TIMES [SEED]]`: the runs of tests/crash, so many times. The server is killed with SIGKILL under load,
// its remote store is, or its clock jumps. The same seed makes the same choices.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./setup.mjs";

/** What is repeated, by its name: the test, and how often unless told otherwise. */
const CRASHES = {
  kills: { file: "tests/crash/kills.test.ts", times: "50" },
  store: { file: "tests/crash/store-kills.test.ts", times: "20" },
  clock: { file: "tests/crash/clock-jumps.test.ts", times: "20" },
};

const [first = "30", ...rest] = process.argv.slice(2);
const crash = Object.hasOwn(CRASHES, first) ? CRASHES[first] : null;
const amount = crash === null ? first : (rest[0] ?? crash.times);
const seed = (crash === null ? rest[0] : rest[1]) ?? String(Date.now() % 1_000_000);
if (!(Number(amount) > 0) || !Number.isInteger(Number(seed))) {
  process.stderr.write(
    `npm run soak -- [${Object.keys(CRASHES).join("|")}] MINUTES-OR-TIMES SEED, two numbers; got "${amount}" and "${seed}"\n`,
  );
  process.exit(2);
}
ensureInstalled();
process.stdout.write(
  `${crash === null ? `${amount} minutes` : `${first}, ${amount} times,`} with seed ${seed}\n`,
);
const env =
  crash === null ? { SOAK_MINUTES: amount, SOAK_SEED: seed } : { CRASH_TIMES: amount, CRASH_SEED: seed };
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    crash === null ? "tests/soak" : crash.file,
    "--disable-console-intercept",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, ...env } },
);
process.exitCode = status ?? 1;
