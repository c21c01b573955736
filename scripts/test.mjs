// `npm test [-- FILTER]`: installs what is missing (a browser too), builds, runs every test.
// The last line is `N passed, N failed`, from scripts/closing-line.mjs.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureChromium, ensureInstalled, ensureTestClients, root } from "./setup.mjs";

ensureInstalled();
ensureTestClients();
const chromium = ensureChromium();
build();
if (!existsSync(join(root, "../shared"))) {
  process.stderr.write(
    "../shared is missing: tests on recorded traces and on the real model skip themselves and say so\n",
  );
}
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit", env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) } },
);
process.exitCode = status ?? 1;
