import { TemplateError, type PlaceAt, type TemplatePlace } from "../template-error.ts";
import { stripWhiteSpace } from "./strip-white-space.ts";

/** A piece of a Dotprompt body. */
export type Token = TextToken | TagToken;

export interface TextToken {
  readonly kind: "text";
  readonly text: string;
}

export interface TagToken {
  readonly kind: "tag";
  /** What stands between the braces, without them, `~` and outer spaces. */
  readonly inside: string;
  readonly sort: "comment" | "open" | "close" | "else" | "value";
  /** `{{~` and `~}}` take the white space before and after with them. */
  readonly stripBefore: boolean;
  readonly stripAfter: boolean;
  readonly place: TemplatePlace;
}

const COMMENT = /^\{\{~?!(?:--[\s\S]*?--~?\}\}|[\s\S]*?\}\})/;
const TAG = /^\{\{(\{?)(~?)([\s\S]*?)(~?)\}\}/;

/**
 * Cuts a Dotprompt body into text and tags, with Handlebars' rules for escapes (`\{{` is braces, `\\{{` is a
 * backslash before a tag) and for white space around tags that have a line to themselves.
 *
 * @throws TemplateError for a tag that is not closed
 */
export function scanTags(body: string, placeAt: PlaceAt): readonly Token[] {
  const tokens: Token[] = [];
  let plain = "";
  let at = 0;
  for (let open = body.indexOf("{{"); open !== -1; open = body.indexOf("{{", at)) {
    const before = body.slice(at, open);
    if (before.endsWith("\\") && !before.endsWith("\\\\")) {
      plain += `${before.slice(0, -1)}{{`;
      at = open + 2;
      continue;
    }
    plain += before.endsWith("\\\\") ? before.slice(0, -1) : before;
    if (plain !== "") tokens.push({ kind: "text", text: plain });
    plain = "";
    const { tag, length } = readTag(body.slice(open), placeAt(open));
    tokens.push(tag);
    at = open + length;
  }
  plain += body.slice(at);
  if (plain !== "") tokens.push({ kind: "text", text: plain });
  return stripWhiteSpace(tokens);
}

function readTag(text: string, place: TemplatePlace): { tag: TagToken; length: number } {
  const comment = COMMENT.exec(text)?.[0];
  if (comment !== undefined) {
    const strips = { stripBefore: comment.startsWith("{{~"), stripAfter: comment.endsWith("~}}") };
    return { tag: { kind: "tag", sort: "comment", inside: "", ...strips, place }, length: comment.length };
  }
  const [whole, third = "", before = "", inside = "", after = ""] = TAG.exec(text) ?? [];
  const closed = whole !== undefined && (third === "" || text.startsWith("}", whole.length));
  if (!closed)
    throw new TemplateError(place, `"{{${third}" is never closed; write "\\{{" for two braces as text`);
  // A tag may go over lines; what is said about it may not.
  const words = inside.trim().replaceAll(/\s+/g, " ");
  const tag: TagToken = {
    kind: "tag",
    inside: words,
    sort: third === "" ? sortOf(words) : "value",
    stripBefore: before === "~",
    stripAfter: after === "~",
    place,
  };
  return { tag, length: whole.length + third.length };
}

function sortOf(inside: string): TagToken["sort"] {
  if (inside.startsWith("#")) return "open";
  if (inside.startsWith("/")) return "close";
  return inside === "^" || /^else\b(?![.-])/.test(inside) ? "else" : "value";
}
