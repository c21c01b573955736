/**
 * A prompt before its variables are filled in.
 *
 * Syntax of a text: `{{name}}` or `{{{name}}}` is a placeholder (both mean the same: nothing is ever escaped in
 * the value); a name is letters, digits, `_`, `-` and `.`, starting with a letter or `_`; spaces around it do not
 * matter. `\{{` is two braces as text. A single brace is text. There are no loops and no conditions: what a
 * template says is what the model reads, so its parts can be named and counted.
 *
 * A Markdown heading (`# Examples`) at the start of a line, outside of code fences and without placeholder, begins
 * a named segment.
 */
export type Template = string | readonly TemplateMessage[] | TemplateRequest;

/** One message of a template. A plain string is one message of role `user`. */
export interface TemplateMessage {
  readonly role: string;
  readonly content: string;
  /** Name of the message's static text in the anatomy, where it has no heading of its own. */
  readonly segment?: string;
}

/**
 * A template that fixes more of the request than its messages: `model`, `temperature`, `tools` ... as the provider
 * takes them. All of it is part of the version.
 */
export interface TemplateRequest {
  readonly messages: string | readonly TemplateMessage[];
  readonly [parameter: string]: unknown;
}

/** What fills a placeholder. Numbers and booleans are written as JavaScript writes them. */
export type Variables = Readonly<Record<string, string | number | boolean>>;

/** What fills a prompt file, which has loops and looks into objects. A missing value and null are the same. */
export type TemplateValues = Readonly<Record<string, unknown>>;

/** The messages, whichever way the template was written. */
export function messagesOf(template: Template): readonly TemplateMessage[] {
  const messages = isRequest(template) ? template.messages : template;
  return typeof messages === "string" ? [{ role: "user", content: messages }] : messages;
}

/** What the template fixes beside its messages. */
export function parametersOf(template: Template): Readonly<Record<string, unknown>> {
  if (!isRequest(template)) return {};
  const { messages: _messages, ...parameters } = template;
  return parameters;
}

function isRequest(template: Template): template is TemplateRequest {
  return typeof template === "object" && !Array.isArray(template);
}
