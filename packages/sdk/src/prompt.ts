import { parametersOf, parseTemplate, renderTemplate, versionOf, type Variables } from "@promptprof/anatomy";
import { rememberRendered } from "./rendered-messages.ts";

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

type PromptTemplate = string | readonly PromptTemplateMessage[];

/** A named prompt. Calls that are made from it are profiled under its name and version. */
export interface Prompt<Parameters extends object = object> {
  readonly name: string;
  /** 12 hex digits, the same for the same content in every process. */
  readonly version: string;
  /**
   * Fills in the template. Spread the result into a call: `create({ model, ...story.render({ hero }) })`, or take
   * its `messages` as `input` of a response. The messages carry their prompt and segments out of sight: nothing is
   * added to what the provider gets. They may be spread among other messages; a deep copy of them loses the name.
   *
   * @throws TemplateError for a variable without a value: sending half a prompt would be worse
   */
  readonly render: (variables?: Variables) => { messages: PromptMessage[] } & Parameters;
}

/**
 * Names a prompt. The template is a text (one user message), a list of messages, or a request that has `messages`
 * and fixes more (`model`, `temperature`, `tools` ...): all of it is part of the version.
 *
 * `{{name}}` is a placeholder; `\{{` is two braces; a Markdown heading names the segment below it.
 *
 * @throws TemplateError, with message, line and column, for a text that cannot be parsed
 * @example const story = prompt("story", "Once upon a time, {{hero}} went to the {{place}}.");
 */
export function prompt(name: string, template: PromptTemplate): Prompt;
export function prompt<const Request extends { readonly messages: PromptTemplate }>(
  name: string,
  template: Request,
): Prompt<Omit<Request, "messages">>;
export function prompt(
  name: string,
  template: PromptTemplate | { readonly messages: PromptTemplate },
): Prompt {
  const parsed = parseTemplate(template);
  const roles = parsed.messages.map(({ role }) => roleOf(role));
  const identity = { name, version: versionOf(template) };
  const parameters = parametersOf(template);
  const render = (variables: Variables = {}): { messages: PromptMessage[] } => {
    const rendered = renderTemplate(parsed, variables);
    const messages = roles.map((role, i) => ({ role, content: rendered.messages[i]?.content ?? "" }));
    for (const [i, message] of messages.entries()) {
      const segments = rendered.segments[i] ?? [];
      rememberRendered(message, { prompt: identity, content: message.content, segments });
    }
    return { ...parameters, messages };
  };
  return Object.freeze({ ...identity, render });
}

function roleOf(role: string): PromptMessage["role"] {
  const known = ROLES.find((name) => name === role);
  if (known === undefined) throw new TypeError(`role must be one of ${ROLES.join(", ")}, got "${role}"`);
  return known;
}
