import { nameParts, type ParsedTemplate, type ScannedMessage } from "../name-parts.ts";
import { shortened } from "../scan-text.ts";
import { placesInFile, TemplateError } from "../template-error.ts";
import type { TextPart } from "../text-part.ts";
import { readReference } from "./read-reference.ts";
import { readPlaceholder, roleOf } from "./read-tag.ts";
import { scanTags, type TagToken, type Token } from "./scan-tags.ts";

/**
 * Takes a Dotprompt body apart: `{{role "..."}}`, `{{history}}`, values with dotted names, `{{json value}}`,
 * `{{#if}}`, `{{#unless}}`, `{{#each}}` with `{{else}}`, comments. Of these we know for every character that is
 * rendered where it came from. What is left out (partials, helpers of one's own, media) is refused.
 *
 * @param text the whole file, so that mistakes are told by its lines; the body begins at `bodyStart`
 * @throws TemplateError with file, line and column
 * @see https://google.github.io/dotprompt/reference/template/
 */
export function parseDotprompt(file: string, text: string, bodyStart: number): ParsedTemplate {
  const tokens = scanTags(text.slice(bodyStart), placesInFile(file, text, bodyStart));
  const { messages, historyAt } = new DotpromptParser(tokens).parse();
  return nameParts(messages, { dropsBlank: true, historyAt });
}

class DotpromptParser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): { messages: readonly ScannedMessage[]; historyAt: number | null } {
    const messages: ScannedMessage[] = [];
    let historyAt: number | null = null;
    let message = begin("user");
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      const role = token.kind === "tag" ? roleOf(token) : null;
      if (token.kind === "text" || role === null) {
        message.parts.push(...this.#parts(token));
        continue;
      }
      messages.push(message);
      message = begin(role === "history" ? "assistant" : role);
      if (role !== "history") continue;
      if (historyAt !== null) throw new TemplateError(token.place, "{{history}} may stand only once");
      historyAt = messages.length;
    }
    messages.push(message);
    return withoutEmpty(messages, historyAt);
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #parts(token: Token): readonly TextPart[] {
    if (token.kind === "text") return [{ kind: "static", text: token.text }];
    if (token.sort === "comment") return [];
    if (token.sort === "open") return [this.#block(token)];
    if (token.sort === "value") return [readPlaceholder(token)];
    throw new TemplateError(token.place, `{{${token.inside}}} has no block that it belongs to`);
  }

  #block(open: TagToken): TextPart {
    const [, word = "", name = ""] = /^#\s*(\S+)\s*([\s\S]*)$/.exec(open.inside) ?? [];
    if (word !== "if" && word !== "unless" && word !== "each") throw unknownBlock(open);
    const reference = readReference(name, open.place);
    const first = this.#branch(open);
    const otherwise = this.#otherwise(first.end, word, open);
    if (word === "each") return { kind: "loop", ...reference, body: first.parts, otherwise };
    const [whenTrue, rest] = word === "if" ? [first.parts, otherwise] : [otherwise, first.parts];
    return { kind: "choice", condition: reference, whenTrue, otherwise: rest };
  }

  /** What follows the first branch: nothing, or `{{else}}` with one more. */
  #otherwise(end: TagToken, word: string, open: TagToken): readonly TextPart[] {
    if (end.sort === "close") {
      expectClose(end, word);
      return [];
    }
    // Handlebars moves white space between the branches of a chain in ways that nobody would guess.
    if (end.inside !== "else" && end.inside !== "^")
      throw new TemplateError(
        end.place,
        `{{${end.inside}}} is not supported; write {{else}} and a block of its own inside`,
      );
    const branch = this.#branch(open);
    if (branch.end.sort !== "close") throw new TemplateError(branch.end.place, "a second {{else}}");
    expectClose(branch.end, word);
    return branch.parts;
  }

  /** Parts up to the next `{{else}}` or closing tag of the block that is open. */
  #branch(open: TagToken): { parts: readonly TextPart[]; end: TagToken } {
    const parts: TextPart[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.kind === "tag" && (token.sort === "close" || token.sort === "else"))
        return { parts, end: token };
      if (token.kind === "tag" && roleOf(token) !== null)
        throw new TemplateError(
          token.place,
          `{{${token.inside}}} stands inside of a block; roles and history belong outside`,
        );
      parts.push(...this.#parts(token));
    }
    throw new TemplateError(open.place, `{{${open.inside}}} is never closed`);
  }
}

function begin(role: string): ScannedMessage & { parts: TextPart[] } {
  return { role, segment: null, parts: [] };
}

/** Leaves out messages without a part: the one before the first role, mostly. */
function withoutEmpty(
  messages: readonly ScannedMessage[],
  historyAt: number | null,
): { messages: readonly ScannedMessage[]; historyAt: number | null } {
  return {
    messages: messages.filter(isFull),
    historyAt: historyAt === null ? null : messages.slice(0, historyAt).filter(isFull).length,
  };
}

function isFull({ parts }: ScannedMessage): boolean {
  return !parts.every(isBlank);
}

function isBlank(part: TextPart): boolean {
  return part.kind === "static" && part.text.trim() === "";
}

function expectClose({ inside, place }: TagToken, word: string): void {
  const closed = inside.slice(1).trim();
  if (closed !== word)
    throw new TemplateError(place, `{{/${closed}}} closes nothing here; write {{/${word}}}`);
}

function unknownBlock({ inside, place }: TagToken): TemplateError {
  return new TemplateError(
    place,
    `${shortened(`{{${inside}}}`)} is not supported: blocks may be if, unless and each`,
  );
}
