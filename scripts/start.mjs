// `npm start [-- --demo ...]`: installs what is missing, builds, and becomes `promptprof serve ...`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./setup.mjs";

try {
  ensureInstalled();
  build();
} catch (error) {
  process.stderr.write(`promptprof could not be built: ${error.message}\n`);
  process.exit(1);
}

const main = join(root, "packages/cli/dist/main.js");
const server = spawn(process.execPath, [main, "serve", ...process.argv.slice(2)], { stdio: "inherit" });
// The server stops in its own time; this process only passes the wish on.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
