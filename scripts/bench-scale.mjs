// `npm run bench:scale -- N [--dir FOLDER] [--days D] [--rounds R]`: see benchmarks/scale.bench.mjs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
build();
const script = join(root, "benchmarks/scale.bench.mjs");
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
