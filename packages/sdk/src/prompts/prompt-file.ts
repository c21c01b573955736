import { readFileSync } from "node:fs";
import { extname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePromptFile } from "./parse-prompt-file.ts";
import type { PromptDefinition } from "./prompt-definition.ts";

/**
 * Reads a template once.
 *
 * @throws TemplateError `file:line:column: ...` for what cannot be parsed; Error for a file that cannot be read
 */
export function readPromptFile(file: string | URL): PromptDefinition {
  const name = nameOf(file);
  if (![".prompt", ".md", ".txt"].includes(extname(name)))
    throw new TypeError(`${name}: a prompt file ends in .prompt, .md or .txt`);
  return parsePromptFile(name, textOf(file, name));
}

function textOf(file: string | URL, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    const problem = code === "ENOENT" ? "there is no such file" : String(cause);
    throw new Error(`cannot read the prompt ${name} in ${process.cwd()}: ${problem}`, { cause });
  }
}

function nameOf(file: string | URL): string {
  if (typeof file === "string") return file;
  if (file.protocol !== "file:") throw new TypeError(`a prompt is read from a file, got ${file.href}`);
  return relative(process.cwd(), fileURLToPath(file));
}
