import { parseDotprompt, parseTextFile } from "@promptprof/anatomy";
import { readFileSync } from "node:fs";
import { basename, extname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readFrontMatter, type FrontMatter } from "./front-matter.ts";
import type { PromptDefinition } from "./prompt-definition.ts";

/**
 * Reads a template once. Line ends and a byte order mark are no part of it; neither is white space at its ends.
 *
 * @throws TemplateError `file:line:column: ...` for what cannot be parsed; Error for a file that cannot be read
 */
export function readPromptFile(file: string | URL): PromptDefinition {
  const name = nameOf(file);
  extensionOf(name);
  return definitionInFile(name, textOf(file, name));
}

/**
 * The same for a text that is at hand: another version of the file, say.
 *
 * @param name says what kind of file it is, and where mistakes are
 * @throws TemplateError `name:line:column: ...` for what cannot be parsed; TypeError for a name of another kind
 */
export function definitionInFile(name: string, written: string): PromptDefinition {
  const extension = extensionOf(name);
  const text = normalised(written);
  if (extension === ".txt") return definition(parseTextFile(name, text, 0, "user"), null);
  const front = readFrontMatter(name, text, extension === ".prompt");
  if (extension === ".md")
    return definition(parseTextFile(name, text, front?.end ?? 0, front?.role ?? "user"), front);
  const variant = /\.([^.]+)\.prompt$/.exec(basename(name))?.[1] ?? null;
  const parsed = definition(parseDotprompt(name, ...bodyOf(text, front)), front);
  return { ...parsed, label: parsed.label ?? variant };
}

/** With front matter, Dotprompt takes white space off the body's ends; without, the file is the body. */
function bodyOf(text: string, front: FrontMatter | null): [text: string, start: number] {
  if (front === null) return [text, 0];
  const blank = /^\s*/.exec(text.slice(front.end))?.[0].length ?? 0;
  return [text.trimEnd(), front.end + blank];
}

function definition(parsed: PromptDefinition["parsed"], front: FrontMatter | null): PromptDefinition {
  const { model, config, defaults, optional, label, fields } = front ?? EMPTY;
  const parameters = model === null ? {} : { model };
  const sent = { tools: fields["tools"], toolDefs: fields["toolDefs"], output: fields["output"] };
  return {
    parsed,
    parameters,
    config,
    defaults: { ...Object.fromEntries(optional.map((name) => [name, ""])), ...defaults },
    versioned: {
      ...config,
      ...parameters,
      ...sent,
      ...(Object.keys(defaults).length > 0 && { defaults }),
    },
    label,
    frontMatter: front?.fields ?? null,
  };
}

const EMPTY: FrontMatter = {
  end: 0,
  fields: {},
  model: null,
  role: null,
  label: null,
  config: {},
  defaults: {},
  optional: [],
};

function textOf(file: string | URL, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    const problem = code === "ENOENT" ? "there is no such file" : String(cause);
    throw new Error(`cannot read the prompt ${name} in ${process.cwd()}: ${problem}`, { cause });
  }
}

function extensionOf(name: string): ".prompt" | ".md" | ".txt" {
  const extension = extname(name);
  if (extension === ".prompt" || extension === ".md" || extension === ".txt") return extension;
  throw new TypeError(`${name}: a prompt file ends in .prompt, .md or .txt`);
}

function normalised(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

function nameOf(file: string | URL): string {
  if (typeof file === "string") return file;
  if (file.protocol !== "file:") throw new TypeError(`a prompt is read from a file, got ${file.href}`);
  return relative(process.cwd(), fileURLToPath(file));
}
