import { parseTemplate, renderTemplate, versionOfParsed, type RenderedMessage } from "@promptprof/anatomy";
import { definitionInFile } from "@promptprof/sdk/prompt-file";
import { jsonOf } from "../json/json.ts";
import type { JsonValue, Message } from "../providers/provider.ts";
import type { PromptEntry } from "../suite/suite-file.ts";
import type { Prompt, RenderedPrompt } from "../suite/suite.ts";
import { linesOfSegments } from "./lines-of-segments.ts";
import { toolsIn } from "./tools-in.ts";

type Definition = ReturnType<typeof definitionInFile>;

/** What a suite says of a prompt beside the text. */
export type Stated = Pick<PromptEntry, "model" | "parameters" | "tools">;

/**
 * A prompt that stands in a file. Its version is the one that the SDK gives to the same file, unless the suite states a
 * model, parameters or tools of its own.
 *
 * @param name of the file, as mistakes are told by it
 * @throws TemplateError `file:line:column: ...`; TypeError for another kind of file
 */
export function promptInFile(name: string, text: string, stated: Stated): Prompt {
  const definition = definitionInFile(name, text);
  return promptOf(definition, stated, linesOfSegments(definition.parsed, text));
}

/** A prompt that stands in the suite. @throws TemplateError for a text that cannot be parsed */
export function promptInSuite(template: string | readonly Message[], stated: Stated): Prompt {
  const definition: Definition = {
    parsed: parseTemplate(template),
    parameters: {},
    config: {},
    defaults: {},
    versioned: {},
    label: null,
    frontMatter: null,
  };
  return promptOf(definition, stated, {});
}

function promptOf(definition: Definition, stated: Stated, lines: Prompt["lines"]): Prompt {
  const { parsed, config, defaults, versioned, frontMatter } = definition;
  const model = stated.model ?? definition.parameters["model"];
  const parameters = { ...jsonFields(config), ...stated.parameters };
  const tools = stated.tools ?? toolsIn(frontMatter);
  const version = versionOfParsed(parsed, { ...versioned, ...given(stated) });
  const render = (variables: Readonly<Record<string, JsonValue>>): RenderedPrompt => {
    const { messages, segments } = renderTemplate(parsed, { ...defaults, ...given(variables) });
    return { messages: messages.map(messageOf), parameters, tools, segments: segments.flat() };
  };
  return { version, model: typeof model === "string" ? model : null, render, lines };
}

function jsonFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, jsonOf(value)]));
}

/** A value that is undefined or null is none: it must not hide a default. */
function given(values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** OpenAI's "developer" is the system prompt of others, and Dotprompt's "model" is the assistant. */
export function messageOf({ role, content }: RenderedMessage): Message {
  if (role === "system" || role === "developer") return { role: "system", content };
  if (role === "assistant" || role === "model") return { role: "assistant", content };
  return { role: role === "tool" ? "tool" : "user", content };
}
