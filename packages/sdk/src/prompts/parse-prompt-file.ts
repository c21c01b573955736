import { parseDotprompt, parseTextFile } from "@promptprof/anatomy";
import { basename, extname } from "node:path";
import { readFrontMatter, type FrontMatter } from "./front-matter.ts";
import type { PromptDefinition } from "./prompt-definition.ts";

export type { PromptDefinition } from "./prompt-definition.ts";

/**
 * Takes the text of a prompt file apart, wherever the text was: on the disk or in a commit. Line ends and a byte order
 * mark are no part of it; neither is white space at its ends. A name that ends neither in .prompt nor in .md is a text's.
 *
 * @throws TemplateError `name:line:column: ...` for what cannot be parsed
 */
export function parsePromptFile(name: string, content: string): PromptDefinition {
  const text = content.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const extension = extname(name);
  if (extension !== ".md" && extension !== ".prompt")
    return definition(parseTextFile(name, text, 0, "user"), null);
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
