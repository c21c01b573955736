// Makes the package that users install: `@promptprof/sdk` with the parts of our private packages that it needs, and
// nothing else. `node scripts/pack-sdk.mjs FOLDER` writes the package into FOLDER, for `npm pack` or `npm publish`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./setup.mjs";

const OWN = "@promptprof/";
const IMPORT = /((?:from|import)\s*\(?\s*")([^"]+)(")/g;

/**
 * Code becomes one file for each entry and what they share, because loading a hundred small files takes four times as
 * long; nothing is minified. Types stay files of their own: those that the entries reach, imports made relative.
 */
export async function packSdk(folder) {
  const own = manifestOf("sdk");
  rmSync(folder, { recursive: true, force: true });
  await bundle(own, join(folder, "dist"));
  const types = new Map();
  for (const entry of Object.values(own.exports)) collect(join(root, "packages/sdk", entry.types), types);
  for (const [path, text] of types) write(join(folder, "types", placeOf(path)), text);
  write(join(folder, "package.json"), `${JSON.stringify(published(own), null, 2)}\n`);
  write(join(folder, "LICENSE"), readFileSync(join(root, "LICENSE")));
}

async function bundle({ exports, dependencies }, dir) {
  const external = Object.keys(dependencies).filter((name) => !name.startsWith(OWN));
  const input = Object.fromEntries(
    Object.entries(exports).map(([path, entry]) => [nameOf(path), join(root, "packages/sdk", entry.default)]),
  );
  const made = await rolldown({ input, external: [...external, /^node:/], platform: "node" });
  await made.write({ dir, format: "esm", entryFileNames: "[name].js", chunkFileNames: "shared-[name].js" });
  await made.close();
}

/** `./ai` is the entry `ai`. */
function nameOf(path) {
  return path === "." ? "index" : path.slice(2);
}

function collect(path, files) {
  if (files.has(path)) return;
  files.set(path, "");
  const found = [];
  const text = readFileSync(path, "utf8").replaceAll(/\n\/\/# sourceMappingURL=.*$/gm, "");
  const rewritten = text.replaceAll(IMPORT, (all, before, specifier, after) => {
    const target = resolve(path, specifier);
    if (target === null) return all;
    found.push(target);
    return `${before}${between(path, target)}${after}`;
  });
  files.set(path, rewritten);
  for (const target of found) collect(target, files);
}

/** The file of types that an import means; null for what the package depends on. */
function resolve(path, specifier) {
  if (specifier.startsWith(".")) return join(dirname(path), specifier).replace(/(\.d)?\.(ts|js)$/, ".d.ts");
  if (!specifier.startsWith(OWN)) return null;
  const [name, ...rest] = specifier.slice(OWN.length).split("/");
  return join(root, "packages", name, manifestOf(name).exports[[".", ...rest].join("/")].types);
}

function between(path, target) {
  const way = relative(dirname(placeOf(path)), placeOf(target))
    .split(sep)
    .join("/")
    .replace(/\.d\.ts$/, ".js");
  return way.startsWith(".") ? way : `./${way}`;
}

/** `packages/model/dist/words.d.ts` lies at `types/model/words.d.ts` of the package. */
function placeOf(path) {
  return relative(join(root, "packages"), path).replace(`${sep}dist${sep}`, sep);
}

function published({ name, version, description, license, type, engines, dependencies, exports }) {
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    sideEffects: false,
    dependencies: Object.fromEntries(Object.entries(dependencies).filter(([name]) => !name.startsWith(OWN))),
    exports: Object.fromEntries(
      Object.entries(exports).map(([path, entry]) => [
        path,
        { types: entry.types.replace("./dist/", "./types/sdk/"), default: `./dist/${nameOf(path)}.js` },
      ]),
    ),
  };
}

function manifestOf(name) {
  return JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("usage: node scripts/pack-sdk.mjs FOLDER");
  ensureInstalled();
  build();
  await packSdk(folder);
}
