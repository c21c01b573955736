// `npm run bench [-- NAME ...]`: runs the benchmarks in benchmarks/, one process each, one after the other.
// Each prints a table and writes benchmarks/results/NAME.json with the machine, its load and n.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
build();
const folder = join(root, "benchmarks");
const all = readdirSync(folder)
  .filter((name) => /^[a-z-]+\.bench\.mjs$/.test(name))
  .map((name) => name.replace(".bench.mjs", ""));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark ${unknown.join(", ")}; there are ${all.join(", ")}\n`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : all) {
  process.stdout.write(`\n## ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(folder, `${name}.bench.mjs`)], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}
