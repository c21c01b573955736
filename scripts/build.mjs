// Compiles every package and builds the pages. What has not changed is not built again.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled, once, root, run } from "./setup.mjs";

export function build() {
  run(process.execPath, [join(root, "node_modules/typescript-7/bin/tsc"), "-b"]);
  const sources = [
    ...filesOf("packages/web"),
    ...filesOf("packages/model/src"),
    "packages/server/src/contract.ts",
    ...filesOf("packages/server/src/contract"),
  ];
  once(".cache/web-built", [...sources, "package-lock.json"], buildWeb);
}

/** The command ships the pages beside its own code, so that it needs no other package to serve them. */
function buildWeb() {
  run(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], {
    cwd: join(root, "packages/web"),
  });
  const target = join(root, "packages/cli/web");
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, "packages/web/dist"), target, { recursive: true });
}

function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/\/(node_modules|dist|build-types)\/|\.tsbuildinfo$/.test(path))
    .toSorted();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled();
  build();
}
