import { renderTemplate, versionOfParsed, type TextSegment, type Variables } from "@promptprof/anatomy";
import { gitCommit } from "./git-commit.ts";
import {
  definitionOf,
  roleOf,
  type PromptDefinition,
  type PromptFile,
  type PromptTemplate,
} from "./prompt-definition.ts";
import {
  buildRequest,
  type RequestBuild,
  type RequestOf,
  type RequestShape,
  type Turn,
} from "./request-shapes.ts";
import { rememberRendered, type PromptIdentity } from "./rendered-messages.ts";
import type { RenderInput, RenderOptions, VariablesOfMessages } from "./template-variables.ts";

/** A named prompt. Calls that are made from it are profiled under its name and version. */
export interface Prompt<Values extends object = Variables, Parameters extends object = object> {
  readonly name: string;
  /** 12 hex digits, the same for the same content in every process. */
  readonly version: string;
  readonly label: string | null;
  /** The commit that the program runs at; null = not known. */
  readonly gitCommit: string | null;
  /** All of a file's front matter, as it is written; null without one. */
  readonly frontMatter: Readonly<Record<string, unknown>> | null;
  /**
   * Fills in the template. Spread the result into a call: `create({ model, ...story.render({ hero }) })`. The
   * messages carry their prompt and segments out of sight: nothing is added to what the provider gets. They may be
   * spread among other messages; a deep copy of them loses the name.
   *
   * @throws TemplateError for a variable without a value: sending half a prompt would be worse
   */
  readonly render: <Earlier extends object = never>(
    ...input: RenderInput<Values, Earlier>
  ) => RequestOf<"openai", Earlier> & Parameters;
  /**
   * The same as another provider takes it: `client.messages.create({ model, max_tokens, ...story.renderFor("anthropic",
   * { hero }) })`. Parameters of the template are passed on as they are written.
   *
   * @throws TemplateError as `render` does
   */
  readonly renderFor: <Shape extends RequestShape, Earlier extends object = never>(
    shape: Shape,
    ...input: RenderInput<Values, Earlier>
  ) => RequestOf<Shape, Earlier> & Parameters;
}

export interface PromptOptions {
  /** What you call this version: `v2-shorter`. It is no part of the version. */
  readonly label?: string;
}

/**
 * Names a prompt. The template is a text (one user message), a list of messages, a request that has `messages`
 * and fixes more (`model`, `temperature`, `tools` ...: all of it is part of the version), or a file, read once, here.
 *
 * `{{name}}` is a placeholder; `\{{` is two braces; a Markdown heading names the segment below it. A file may be
 * Dotprompt (`.prompt`), Markdown (`.md`) or text (`.txt`).
 *
 * @throws TemplateError, with the place, for a text that cannot be parsed; Error for a file that cannot be read
 * @example const story = prompt("story", "Once upon a time, {{hero}} went to the {{place}}.");
 * @example const story = prompt<{ hero: string }>("story", { file: "prompts/story.prompt" });
 */
export function prompt<Values extends object = Variables>(
  name: string,
  file: PromptFile,
  options?: PromptOptions,
): Prompt<Values>;
export function prompt<const Messages extends PromptTemplate>(
  name: string,
  template: Messages,
  options?: PromptOptions,
): Prompt<VariablesOfMessages<Messages>>;
export function prompt<const Request extends { readonly messages: PromptTemplate }>(
  name: string,
  template: Request,
  options?: PromptOptions,
): Prompt<VariablesOfMessages<Request["messages"]>, Omit<Request, "messages">>;
export function prompt(
  name: string,
  template: PromptTemplate | { readonly messages: PromptTemplate } | PromptFile,
  options: PromptOptions = {},
): object {
  const definition = definitionOf(template);
  const { frontMatter, parsed, versioned } = definition;
  const label = options.label ?? definition.label;
  const version = versionOfParsed(parsed, versioned);
  const identity = Object.freeze({ name, version, label, gitCommit: gitCommit() });
  const renderFor = (shape: RequestShape, values: object = {}, more: RenderOptions<object> = {}): object =>
    buildRequest(shape, filledIn(definition, identity, values, more));
  const render = (values?: object, more?: RenderOptions<object>): object => renderFor("openai", values, more);
  return Object.freeze({ ...identity, frontMatter, render, renderFor });
}

function filledIn(
  { parsed, defaults, parameters, config }: PromptDefinition,
  identity: PromptIdentity,
  values: object,
  { history = [] }: RenderOptions<object>,
): RequestBuild {
  const { messages, segments, historyAt } = renderTemplate(parsed, { ...defaults, ...given(values) });
  const turns = messages.map(({ role, content }, i) => turnOf(role, content, segments[i] ?? [], identity));
  return { turns, historyAt: historyAt ?? endOf(messages), history, parameters, config };
}

/** A value that is undefined or null is none: it must not hide a default. */
function given(values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}

function turnOf(role: string, text: string, segments: readonly TextSegment[], prompt: PromptIdentity): Turn {
  const mark = <Message extends object>(message: Message): Message => {
    rememberRendered(message, { prompt, content: text, segments });
    return message;
  };
  return { role: roleOf(role), text, mark };
}

/** A conversation goes before the last question, as Dotprompt says. */
function endOf(messages: readonly { readonly role: string }[]): number {
  return messages.at(-1)?.role === "user" ? messages.length - 1 : messages.length;
}
