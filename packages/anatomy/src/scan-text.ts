import { placeAt, TemplateError, type TemplatePlace } from "./template-error.ts";

/** A piece of one message's text, in order. */
export type TextPart =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly place: TemplatePlace };

/** An escaped or an opening pair of braces; `{{{` is one opening. */
const BRACES = /\\\{\{|\{\{\{?/g;
const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Cuts a message's text at its placeholders. Neighbouring static text is one part, empty text is none.
 *
 * @throws TemplateError for braces that are not closed or do not hold a name
 */
export function scanText(text: string, messageNumber: number): readonly TextPart[] {
  const parts: TextPart[] = [];
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
    const place = placeAt(messageNumber, text, index);
    const { name, end } = readName(text, at, braces, place);
    keep();
    parts.push({ kind: "variable", name, place });
    at = end;
  }
  plain += text.slice(at);
  keep();
  return parts;
}

function readName(
  text: string,
  start: number,
  braces: string,
  place: TemplatePlace,
): { name: string; end: number } {
  const closing = "}".repeat(braces.length);
  const close = text.indexOf(closing, start);
  if (close === -1)
    throw new TemplateError(place, `"${braces}" is never closed; write "\\{{" for two braces as text`);
  const name = text.slice(start, close).trim();
  if (NAME.test(name)) return { name, end: close + closing.length };
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  throw new TemplateError(
    place,
    `${JSON.stringify(shown)} is no variable name; write "\\{{" for two braces as text`,
  );
}
