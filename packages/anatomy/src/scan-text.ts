import { TemplateError, type PlaceAt } from "./template-error.ts";
import type { Placeholder, StaticText } from "./text-part.ts";

/** An escaped or an opening pair of braces; `{{{` is one opening. */
const BRACES = /\\\{\{|\{\{\{?/g;
const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Cuts a message's text at its placeholders. Neighbouring static text is one part, empty text is none.
 *
 * @throws TemplateError for braces that are not closed or do not hold a name
 */
export function scanText(text: string, placeAt: PlaceAt): readonly (StaticText | Placeholder)[] {
  const parts: (StaticText | Placeholder)[] = [];
  let plain = "";
  let at = 0;
  const keep = (): void => {
    if (plain !== "") parts.push({ kind: "static", text: plain });
    plain = "";
  };
  for (const { 0: braces, index } of text.matchAll(BRACES)) {
    if (index < at) continue;
    plain += text.slice(at, index);
    at = index + braces.length;
    if (braces === "\\{{") {
      plain += "{{";
      continue;
    }
    const { placeholder, end } = readPlaceholder(text, index, braces, placeAt);
    keep();
    parts.push(placeholder);
    at = end;
  }
  plain += text.slice(at);
  keep();
  return parts;
}

function readPlaceholder(
  text: string,
  index: number,
  braces: string,
  placeAt: PlaceAt,
): { placeholder: Placeholder; end: number } {
  const closing = "}".repeat(braces.length);
  const start = index + braces.length;
  const close = text.indexOf(closing, start);
  const place = placeAt(index);
  if (close === -1)
    throw new TemplateError(place, `"${braces}" is never closed; write "\\{{" for two braces as text`);
  const name = text.slice(start, close).trim();
  if (!NAME.test(name))
    throw new TemplateError(
      place,
      `${shortened(name)} is no variable name; write "\\{{" for two braces as text`,
    );
  const placeholder = { kind: "variable", name, up: 0, keys: [name], json: null, place } as const;
  return { placeholder, end: close + closing.length };
}

/** In quotes, on one line, and cut where it is long: for messages. */
export function shortened(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
