import type { SegmentKind } from "@promptprof/model/words";
import type { ParsedPart, ParsedTemplate } from "./parse-template.ts";
import type { Variables } from "./template.ts";
import { TemplateError } from "./template-error.ts";

/** A part of a rendered prompt with its text. Only its hash and its length may leave the process. */
export interface TextSegment {
  readonly path: string;
  readonly kind: SegmentKind;
  readonly text: string;
}

export interface RenderedMessage {
  readonly role: string;
  readonly content: string;
}

export interface RenderedTemplate {
  readonly messages: readonly RenderedMessage[];
  /** For each message its segments, in order: their texts put together are its content. */
  readonly segments: readonly (readonly TextSegment[])[];
}

/**
 * Fills in a template. Values go in as they are.
 *
 * @throws TemplateError when a placeholder has no value, or one that is no text, number or boolean
 */
export function renderTemplate(template: ParsedTemplate, variables: Variables): RenderedTemplate {
  const segments = template.messages.map(({ parts }) => parts.map((part) => renderPart(part, variables)));
  const messages = template.messages.map(({ role }, i) => ({ role, content: textOf(segments[i] ?? []) }));
  return { messages, segments };
}

function renderPart(part: ParsedPart, variables: Variables): TextSegment {
  if (part.kind === "static") return part;
  return { path: part.path, kind: "variable", text: valueOf(part, variables) };
}

function valueOf({ name, place }: ParsedPart & { kind: "variable" }, variables: Variables): string {
  const value: unknown = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined || value === null)
    throw new TemplateError(place, `no value for variable "${name}"`);
  throw new TemplateError(
    place,
    `variable "${name}" must be a text, a number or a boolean, got ${typeof value}`,
  );
}

function textOf(segments: readonly TextSegment[]): string {
  let text = "";
  for (const segment of segments) text += segment.text;
  return text;
}
