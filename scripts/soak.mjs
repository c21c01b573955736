// `npm run soak [-- MINUTES [SEED]]`: the chaos run of tests/soak, half an hour of it unless told otherwise. Collector, provider
// and program misbehave at random; at the end every call is accounted for. The same seed makes the same choices.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./setup.mjs";

const [minutes = "30", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
if (!(Number(minutes) > 0) || !Number.isInteger(Number(seed))) {
  process.stderr.write(`npm run soak -- MINUTES SEED, two numbers; got "${minutes}" and "${seed}"\n`);
  process.exit(2);
}
ensureInstalled();
process.stdout.write(`${minutes} minutes with seed ${seed}\n`);
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "tests/soak", "--disable-console-intercept"],
  { cwd: root, stdio: "inherit", env: { ...process.env, SOAK_MINUTES: minutes, SOAK_SEED: seed } },
);
process.exitCode = status ?? 1;
