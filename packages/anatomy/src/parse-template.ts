import { nameParts, type ParsedTemplate, type ScannedMessage } from "./name-parts.ts";
import { scanText } from "./scan-text.ts";
import { placesInFile, placesInMessage } from "./template-error.ts";
import { messagesOf, type Template } from "./template.ts";

/**
 * Takes a template apart into the segments that it will have.
 *
 * @throws TemplateError with line and column for a text that cannot be parsed
 */
export function parseTemplate(template: Template): ParsedTemplate {
  const messages = messagesOf(template).map(({ role, content, segment }, i) => ({
    role,
    segment: segment ?? null,
    parts: scanText(content, placesInMessage(i + 1, content)),
  }));
  return nameParts(messages, PLAIN);
}

/** A template of one message that stands in a file, from `bodyStart` on: mistakes are told by the file's lines. */
export function parseTextFile(file: string, text: string, bodyStart: number, role: string): ParsedTemplate {
  const body = text.slice(bodyStart);
  const start = bodyStart + (body.length - body.trimStart().length);
  const message: ScannedMessage = {
    role,
    segment: null,
    parts: scanText(body.trim(), placesInFile(file, text, start)),
  };
  return nameParts([message], PLAIN);
}

const PLAIN = { dropsBlank: false, historyAt: null } as const;
