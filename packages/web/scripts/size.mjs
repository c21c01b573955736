// What a browser has to fetch, gzipped, against the budget. `node packages/web/scripts/size.mjs` after a build.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/**
 * Bytes gzipped. The first load is what every page needs, and the first page must fit the same with all it shows;
 * a part is what one page, panel or chart needs beyond the first load.
 */
export const BUDGET = { firstLoad: 200_000, part: 40_000 };

const FIRST_PAGE = ["src/routes/home.tsx", "src/charts/time-plot.tsx"];
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

/** @returns {{ name: string, bytes: number, limit: number }[] | null} null = there is no build */
export function measure(dist = DIST) {
  const manifestFile = join(dist, ".vite/manifest.json");
  if (!existsSync(manifestFile)) return null;
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const bytesOf = (files) => [...files].reduce((sum, file) => sum + gzipped(join(dist, file)), 0);
  const entries = Object.entries(manifest);
  const first = filesOf(
    manifest,
    entries.filter(([, chunk]) => chunk.isEntry).map(([key]) => key),
  );
  const parts = entries
    .filter(([, chunk]) => chunk.isDynamicEntry)
    .map(([key, chunk]) => {
      const loaded = loadedBefore(manifest, key);
      const own = [...filesOf(manifest, [key])].filter((file) => !first.has(file) && !loaded.has(file));
      return { name: chunk.src ?? key, bytes: bytesOf(own), limit: BUDGET.part };
    });
  const home = filesOf(manifest, FIRST_PAGE, new Set(first));
  return [
    { name: "first load", bytes: bytesOf(["index.html", ...first]), limit: BUDGET.firstLoad },
    { name: "first page, complete", bytes: bytesOf(["index.html", ...home]), limit: BUDGET.firstLoad },
    ...parts,
  ];
}

/** What is there already whenever a part is asked for: what all that ask for it have in common. */
function loadedBefore(manifest, key) {
  const askers = Object.keys(manifest).filter((asker) => manifest[asker].dynamicImports?.includes(key));
  const [files = new Set(), ...others] = askers.map((asker) => filesOf(manifest, [asker]));
  return others.reduce((common, set) => new Set([...common].filter((file) => set.has(file))), files);
}

/** Scripts and styles of some chunks and of all that they import before they run. */
function filesOf(manifest, keys, found = new Set()) {
  for (const key of keys) {
    const { file, css = [], imports = [] } = manifest[key];
    if (found.has(file)) continue;
    found.add(file);
    for (const sheet of css) found.add(sheet);
    filesOf(manifest, imports, found);
  }
  return found;
}

function gzipped(path) {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

function print(sizes) {
  for (const { name, bytes, limit } of sizes) {
    const mark = bytes > limit ? "  over the limit" : "";
    process.stdout.write(`${(bytes / 1000).toFixed(1).padStart(7)} of ${limit / 1000} KB  ${name}${mark}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = measure();
  if (sizes === null) {
    process.stderr.write("there is no build to measure; run `npm run build` first\n");
    process.exit(2);
  }
  print(sizes);
  process.exit(sizes.some(({ bytes, limit }) => bytes > limit) ? 1 : 0);
}
