import { parametersOf, parseTemplate, type ParsedTemplate } from "@promptprof/anatomy";
import { readPromptFile } from "./prompt-file.ts";

const ROLES = ["system", "developer", "user", "assistant"] as const;

/** A message as chat completions and responses take it. */
export interface PromptMessage {
  role: (typeof ROLES)[number];
  content: string;
}

/** A message of a template; `segment` names its static text in the anatomy, where it has no heading of its own. */
export interface PromptTemplateMessage {
  readonly role: PromptMessage["role"];
  readonly content: string;
  readonly segment?: string;
}

export type PromptTemplate = string | readonly PromptTemplateMessage[];

/** A template in a file: a path from the working directory, or `new URL("./story.prompt", import.meta.url)`. */
export interface PromptFile {
  readonly file: string | URL;
}

/** A prompt as it was written, wherever that was. */
export interface PromptDefinition {
  readonly parsed: ParsedTemplate;
  /** What goes beside the messages, in the provider's own words. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Settings of the model, for the place that the provider has for them: the `config` of a file. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Values of variables that the caller may leave out. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What is part of the version beside the messages. */
  readonly versioned: Readonly<Record<string, unknown>>;
  readonly label: string | null;
  readonly frontMatter: Readonly<Record<string, unknown>> | null;
}

/** @throws TemplateError for a text that cannot be parsed, TypeError for an unknown role */
export function definitionOf(
  template: PromptTemplate | { readonly messages: PromptTemplate } | PromptFile,
): PromptDefinition {
  if (isFile(template)) return readPromptFile(template.file);
  const parsed = parseTemplate(template);
  for (const { role } of parsed.messages) roleOf(role);
  const parameters = parametersOf(template);
  return {
    parsed,
    parameters,
    config: {},
    defaults: {},
    versioned: parameters,
    label: null,
    frontMatter: null,
  };
}

function isFile(template: object | string): template is PromptFile {
  return typeof template === "object" && "file" in template;
}

/** @throws TypeError for a role that no template may have */
export function roleOf(role: string): PromptMessage["role"] {
  const known = ROLES.find((name) => name === role);
  if (known === undefined) throw new TypeError(`role must be one of ${ROLES.join(", ")}, got "${role}"`);
  return known;
}
