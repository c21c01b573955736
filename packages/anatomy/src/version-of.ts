import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import { scanText } from "./scan-text.ts";
import { messagesOf, parametersOf, type Template } from "./template.ts";

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
  const messages = messagesOf(template).map(({ role, content }, i) => [
    role,
    scanText(content, i + 1).map((part) =>
      part.kind === "static" ? ["text", part.text] : ["variable", part.name],
    ),
  ]);
  const canonical = canonicalJson({ ...parametersOf(template), messages });
  return createHash("sha256").update(canonical).digest("hex").slice(0, 12);
}
