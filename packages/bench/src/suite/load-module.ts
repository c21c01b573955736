import { createRequire, register } from "node:module";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The suite that a module exports, as `suite` or by default. Node reads TypeScript itself from 22.18 on; before, the
 * `typescript` of the suite's own project takes the types off, so that this package need not bring a compiler.
 *
 * @throws Error in one line for a module that cannot be loaded or exports no suite
 */
export async function loadModule(file: string): Promise<unknown> {
  const path = resolve(file);
  if (extname(path).endsWith("ts") && !readsTypeScript()) registerTypeScript(path);
  const module: unknown = await import(pathToFileURL(path).href);
  const { suite, default: byDefault }: { suite?: unknown; default?: unknown } = Object(module);
  const found = suite ?? byDefault;
  if (found === undefined) throw new Error("exports no suite; write: export const suite = { ... }");
  return found;
}

function readsTypeScript(): boolean {
  const { typescript }: { typescript?: unknown } = process.features as object;
  return typeof typescript === "string";
}

/** Runs apart from this module's code: what is registered is a module of its own, whichever way this one was built. */
function registerTypeScript(suite: string): void {
  const compiler = compilerFor(suite);
  const hook = `
    import { readFile } from "node:fs/promises";
    import ts from ${JSON.stringify(pathToFileURL(compiler).href)};
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    export async function load(url, context, next) {
      if (!/\\.m?ts$/.test(url)) return next(url, context);
      const text = await readFile(new URL(url), "utf8");
      return { format: "module", source: ts.transpileModule(text, { compilerOptions }).outputText, shortCircuit: true };
    }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

function compilerFor(suite: string): string {
  try {
    return createRequire(suite).resolve("typescript");
  } catch {
    throw new Error(
      "Node before 22.18 reads no TypeScript; install typescript beside the suite, or write it as .mjs",
    );
  }
}
