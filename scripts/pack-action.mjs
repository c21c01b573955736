// Makes the GitHub Action: `node scripts/pack-action.mjs FOLDER` writes action.yml and one file with everything it
// runs into FOLDER, as the action's own repository takes it. It is not committed here: two megabytes that change with
// every commit are no source, and a stale bundle would be run without anybody seeing it.
import { copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./setup.mjs";

/** From what `build` has made; nothing is left to be installed where the action runs. */
export async function packAction(folder) {
  const own = join(root, "packages/action");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await rolldown({
    input: join(own, "dist/main.js"),
    platform: "node",
    external: [/^node:/],
  });
  await made.write({ file: join(folder, "index.mjs"), format: "esm", codeSplitting: false });
  await made.close();
  copyFileSync(join(own, "action.yml"), join(folder, "action.yml"));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  cpSync(join(own, "workflows"), join(folder, "workflows"), { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("usage: node scripts/pack-action.mjs FOLDER");
  ensureInstalled();
  build();
  await packAction(folder);
}
