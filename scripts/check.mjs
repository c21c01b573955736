// `npm run check`: everything that CI would say, cheapest first. The layers are checked by a test.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./setup.mjs";

ensureInstalled();
const bin = (name) => join(root, "node_modules", name);
const typescript = bin("typescript-7/bin/tsc");
const steps = [
  ["format", bin("oxfmt/bin/oxfmt"), "--check", "."],
  ["lint", bin("oxlint/bin/oxlint"), "--deny-warnings"],
  ["types", typescript, "-b"],
  ["types of tests", typescript, "-p", "tsconfig.check.json"],
  ["types of pages", typescript, "-p", "packages/web/tsconfig.json"],
  ["unused", bin("knip/bin/knip.js")],
  ["tests", join(root, "scripts/test.mjs")],
];

const failed = [];
for (const [name, ...command] of steps) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  process.stderr.write(`${status === 0 ? "ok  " : "FAIL"} ${name}\n`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  process.stderr.write(`failed: ${failed.join(", ")}\n`);
  process.exitCode = 1;
}
