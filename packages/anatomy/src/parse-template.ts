import { scanText, type TextPart } from "./scan-text.ts";
import { splitAtHeadings } from "./split-at-headings.ts";
import { messagesOf, type Template } from "./template.ts";
import type { TemplatePlace } from "./template-error.ts";

/** A template taken apart, ready to be rendered any number of times. */
export interface ParsedTemplate {
  readonly messages: readonly ParsedMessage[];
  /** Names of the variables, each once, in order of first use. */
  readonly variables: readonly string[];
}

export interface ParsedMessage {
  readonly role: string;
  readonly parts: readonly ParsedPart[];
}

/** A segment before rendering. Paths are unique in a template: a second one of a name ends in `#2`. */
export type ParsedPart =
  | { readonly kind: "static"; readonly path: string; readonly text: string }
  | {
      readonly kind: "variable";
      readonly path: string;
      readonly name: string;
      readonly place: TemplatePlace;
    };

/**
 * Takes a template apart into the segments that it will have.
 *
 * A path is the role, then the variable's name (`user/question`), the heading above the static text
 * (`system/examples`), the message's `segment`, or else the number of the static text in its role (`system/0`).
 *
 * @throws TemplateError with line and column for a text that cannot be parsed
 */
export function parseTemplate(template: Template): ParsedTemplate {
  const unique = uniqueNames();
  const number = numbersByRole();
  const messages = messagesOf(template).map(({ role, content, segment }, i) => {
    const parts = scanText(content, i + 1).flatMap(sections(segment ?? null));
    return {
      role,
      parts: parts.map((part) => parsed(part, unique(`${role}/${nameOf(part) ?? number(role)}`))),
    };
  });
  return { messages, variables: variablesOf(messages) };
}

type NamedPart = TextPart & { readonly heading?: string | null };

/** Cuts static text at headings; a heading holds on past placeholders until the next one. */
function sections(segment: string | null): (part: TextPart, index: number) => readonly NamedPart[] {
  let heading = segment;
  return (part, index) => {
    if (part.kind === "variable") return [part];
    return splitAtHeadings(part.text, index === 0).map((section) => {
      heading = section.heading ?? heading;
      return { kind: "static", text: section.text, heading };
    });
  };
}

function parsed(part: NamedPart, path: string): ParsedPart {
  if (part.kind === "static") return { kind: "static", path, text: part.text };
  return { kind: "variable", path, name: part.name, place: part.place };
}

function nameOf(part: NamedPart): string | null {
  return part.kind === "variable" ? part.name : (part.heading ?? null);
}

function variablesOf(messages: readonly ParsedMessage[]): readonly string[] {
  const parts = messages.flatMap((message) => message.parts);
  return [...new Set(parts.flatMap((part) => (part.kind === "variable" ? [part.name] : [])))];
}

/** Counts the static texts without a name, from 0 in each role. */
function numbersByRole(): (role: string) => string {
  const counts = new Map<string, number>();
  return (role) => {
    const count = counts.get(role) ?? 0;
    counts.set(role, count + 1);
    return String(count);
  };
}

/** Gives each name back once as it is, then with `#2`, `#3` ... */
function uniqueNames(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  };
}
