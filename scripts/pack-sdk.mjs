// Makes the package that users install: `@promptprof/sdk` with the parts of our private packages that it needs, and
// nothing else. `node scripts/pack-sdk.mjs FOLDER` writes the package into FOLDER, for `npm pack` or `npm publish`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { ensureInstalled, root } from "./setup.mjs";

const OWN = "@promptprof/";
const IMPORT = /((?:from|import)\s*\(?\s*")([^"]+)(")/g;

/**
 * Copies what can be reached from the package's entries, code and types, and makes imports of our own packages
 * relative. No bundler: files stay as they are in the repository, so that a stack trace can be read.
 */
export function packSdk(folder) {
  const own = manifestOf("sdk");
  const entries = Object.values(own.exports).flatMap(({ types, default: code }) => [types, code]);
  const files = new Map();
  for (const entry of entries) collect(join(root, "packages/sdk", entry), files);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) write(join(folder, "dist", placeOf(path)), text);
  write(join(folder, "package.json"), `${JSON.stringify(published(own), null, 2)}\n`);
  write(join(folder, "LICENSE"), readFileSync(join(root, "LICENSE")));
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

/** The compiled file that an import means; null for what the package depends on. Types stand beside their code. */
function resolve(path, specifier) {
  const types = path.endsWith(".d.ts");
  if (specifier.startsWith(".")) {
    const target = join(dirname(path), specifier);
    return types ? target.replace(/(\.d)?\.(ts|js)$/, ".d.ts") : target;
  }
  if (!specifier.startsWith(OWN)) return null;
  const [name, ...rest] = specifier.slice(OWN.length).split("/");
  const entry = manifestOf(name).exports[[".", ...rest].join("/")];
  return join(root, "packages", name, types ? entry.types : entry.default);
}

function between(path, target) {
  const way = relative(dirname(placeOf(path)), placeOf(target))
    .split(sep)
    .join("/")
    .replace(/\.d\.ts$/, ".js");
  return way.startsWith(".") ? way : `./${way}`;
}

/** `packages/model/dist/words.js` lies at `model/words.js` of the package. */
function placeOf(path) {
  return relative(join(root, "packages"), path).replace(`${sep}dist${sep}`, sep);
}

function published({ name, version, description, license, type, engines, dependencies, exports }) {
  const place = (file) => file.replace("./dist/", "./dist/sdk/");
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
        { types: place(entry.types), default: place(entry.default) },
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
  packSdk(folder);
}
