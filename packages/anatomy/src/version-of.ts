import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { ParsedPart, ParsedTemplate } from "./name-parts.ts";
import { parseTemplate } from "./parse-template.ts";
import { parametersOf, type Template } from "./template.ts";
import type { Placeholder, TextPart } from "./text-part.ts";

/**
 * The version of a template: 12 hex digits of SHA-256 over what it says: roles, static text, placeholders, and the
 * parameters that are part of it. The same in every process and on every machine; it does not depend on
 * values, on spaces inside of braces, on names of segments, nor on the order of keys.
 *
 * 48 bits: among 10,000 versions of one prompt two different ones meet by chance with probability
 * 10,000² / 2 / 2^48 = 2e-7.
 *
 * @throws TemplateError for a text that cannot be parsed
 */
export function versionOf(template: Template): string {
  return versionOfParsed(parseTemplate(template), parametersOf(template));
}

/** The same for a template that is parsed already, wherever it stood: a file's and a literal's versions are equal. */
export function versionOfParsed(
  { messages, historyAt }: ParsedTemplate,
  parameters: Readonly<Record<string, unknown>>,
): string {
  const said: unknown[] = messages.map(({ role, parts }) => [role, canonicalParts(parts)]);
  if (historyAt !== null) said.splice(historyAt, 0, ["history"]);
  const canonical = canonicalJson({ ...parameters, messages: said });
  return createHash("sha256").update(canonical).digest("hex").slice(0, 12);
}

/** Static texts that a heading alone divides are one text: headings name segments, and names are no part of it. */
function canonicalParts(parts: readonly (ParsedPart | TextPart)[]): unknown[] {
  const canonical: unknown[] = [];
  let text = "";
  for (const part of parts) {
    if (part.kind === "static") {
      text += part.text;
      continue;
    }
    if (text !== "") canonical.push(["text", text]);
    text = "";
    canonical.push(canonicalPart(part));
  }
  if (text !== "") canonical.push(["text", text]);
  return canonical;
}

type FilledPart = Exclude<ParsedPart | TextPart, { kind: "static" }>;

function canonicalPart(part: FilledPart): unknown {
  if (part.kind === "variable") return canonicalPlaceholder(part);
  if (part.kind === "choice")
    return ["if", part.condition.name, canonicalParts(part.whenTrue), canonicalParts(part.otherwise)];
  return ["each", part.name, canonicalParts(part.body), canonicalParts(part.otherwise)];
}

function canonicalPlaceholder({ name, json }: Placeholder): unknown {
  return json === null ? ["variable", name] : ["variable", name, json];
}
