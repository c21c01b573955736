import { splitAtHeadings } from "./split-at-headings.ts";
import type { Choice, Loop, Placeholder, TextPart } from "./text-part.ts";

/** A template taken apart, ready to be rendered any number of times. */
export interface ParsedTemplate extends TemplateRules {
  readonly messages: readonly ParsedMessage[];
  /** Names of the variables, each once, in order of first use. */
  readonly variables: readonly string[];
}

/** How the template wants to be rendered. */
export interface TemplateRules {
  /** As Dotprompt does, a message of white space alone is left out. */
  readonly dropsBlank: boolean;
  /** Before which message the conversation so far goes; null = the template does not say. */
  readonly historyAt: number | null;
}

export interface ParsedMessage {
  readonly role: string;
  readonly parts: readonly ParsedPart[];
}

/** A segment before rendering. Paths are unique in a template: a second one of a name ends in `#2`. */
export type ParsedPart =
  | { readonly kind: "static"; readonly path: string; readonly text: string }
  | (Placeholder & { readonly path: string })
  | (Loop & { readonly path: string })
  | Choice<ParsedPart>;

/** A message cut at its placeholders. */
export interface ScannedMessage {
  readonly role: string;
  /** Name of the static text that has no heading of its own. */
  readonly segment: string | null;
  readonly parts: readonly TextPart[];
}

/**
 * Gives every part its path: the role, then the variable's name (`user/question`), the heading above the static text
 * (`system/examples`), the message's `segment`, or else the number of the static text in its role (`system/0`).
 * A loop is one segment with the name of its list, however long: its paths must not grow with the data.
 */
export function nameParts(messages: readonly ScannedMessage[], rules: TemplateRules): ParsedTemplate {
  const unique = uniqueNames();
  const number = numbersByRole();
  return {
    ...rules,
    messages: messages.map(({ role, segment, parts }) => {
      const path = (name: string | null): string => unique(`${role}/${name ?? number(role)}`);
      return { role, parts: new MessageParts(path, segment).name(parts) };
    }),
    variables: [...new Set(messages.flatMap(({ parts }) => variablesOf(parts)))],
  };
}

/** Names the parts of one message: a heading holds on past placeholders until the next one. */
class MessageParts {
  readonly #path: (name: string | null) => string;
  #heading: string | null;
  #startsLine = true;

  constructor(path: (name: string | null) => string, heading: string | null) {
    this.#path = path;
    this.#heading = heading;
  }

  name(parts: readonly TextPart[]): readonly ParsedPart[] {
    return parts.flatMap((part) => this.#named(part));
  }

  #named(part: TextPart): readonly ParsedPart[] {
    if (part.kind === "static") return this.#sections(part.text);
    if (part.kind === "choice") return [this.#choice(part)];
    this.#startsLine = false;
    return [{ ...part, path: this.#path(part.name) }];
  }

  /** Both branches begin where the condition stands. */
  #choice(part: Choice<TextPart>): ParsedPart {
    const startsLine = this.#startsLine;
    const whenTrue = this.name(part.whenTrue);
    const after = this.#startsLine;
    this.#startsLine = startsLine;
    const otherwise = this.name(part.otherwise);
    this.#startsLine = after;
    return { ...part, whenTrue, otherwise };
  }

  #sections(text: string): readonly ParsedPart[] {
    const sections = splitAtHeadings(text, this.#startsLine).map((section): ParsedPart => {
      this.#heading = section.heading ?? this.#heading;
      return { kind: "static", path: this.#path(this.#heading), text: section.text };
    });
    this.#startsLine = text.endsWith("\n");
    return sections;
  }
}

/** What the caller has to give; inside of a loop, names are the items' own. */
function variablesOf(parts: readonly TextPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === "static") return [];
    if (part.kind !== "choice") return part.keys.slice(0, 1);
    return [
      ...part.condition.keys.slice(0, 1),
      ...variablesOf(part.whenTrue),
      ...variablesOf(part.otherwise),
    ];
  });
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
