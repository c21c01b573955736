import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

// TypeScript knows a CSS module as "any word"; this knows the words.
const root = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => join(root, path));
const sheets = files.filter((path) => path.endsWith(".module.css"));

interface Use {
  readonly sheet: string;
  readonly name: string;
}

function usesIn(path: string): Use[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/import (\w+) from "([^"]+\.module\.css)"/g)].flatMap(([, local, from]) =>
    [...text.matchAll(new RegExp(`(?<![\\w/."-])${local}\\.(\\w+)`, "g"))].map(([, name]) => ({
      sheet: join(dirname(path), from ?? ""),
      name: name ?? "",
    })),
  );
}

function classesIn(sheet: string): string[] {
  const selectors =
    readFileSync(sheet, "utf8")
      .replace(/\/\*[^]*?\*\//g, "")
      .replace(/:global\([^)]*\)/g, "")
      .match(/[^{}]+(?=\{)/g) ?? [];
  return [
    ...new Set(
      selectors.flatMap((selector) => [...selector.matchAll(/\.([a-z]\w*)/g)].map(([, name]) => name ?? "")),
    ),
  ];
}

const uses = files.filter((path) => path.endsWith(".tsx")).flatMap(usesIn);

test("there are stylesheets and they are used", () => {
  expect(sheets.length).toBeGreaterThan(10);
  expect(uses.length).toBeGreaterThan(100);
});

describe.each(sheets.map((sheet) => ({ name: basename(sheet), sheet })))("$name", ({ sheet }) => {
  const used = new Set(uses.filter((use) => use.sheet === sheet).map(({ name }) => name));

  test("has every class that components use", () => {
    expect([...used].filter((name) => !classesIn(sheet).includes(name))).toEqual([]);
  });

  test("has no class that nothing uses", () => {
    expect(classesIn(sheet).filter((name) => !used.has(name))).toEqual([]);
  });
});
