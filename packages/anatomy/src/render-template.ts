import type { SegmentKind } from "@promptprof/model";
import type { ParsedPart, ParsedTemplate } from "./name-parts.ts";
import { PartRenderer } from "./render-part.ts";
import type { TemplateValues } from "./template.ts";

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
  /** Before which of the messages the conversation so far goes; null = the template does not say. */
  readonly historyAt: number | null;
}

/**
 * Fills in a template. Values go in as they are.
 *
 * @throws TemplateError when a placeholder has no value, or one that is no text, number or boolean
 */
export function renderTemplate(template: ParsedTemplate, variables: TemplateValues): RenderedTemplate {
  const renderer = new PartRenderer(variables);
  const messages: RenderedMessage[] = [];
  const segments: (readonly TextSegment[])[] = [];
  let historyAt: number | null = null;
  for (const [i, { role, parts }] of template.messages.entries()) {
    if (i === template.historyAt) historyAt = messages.length;
    const rendered = segmentsOf(parts, renderer);
    const content = textOf(rendered);
    if (template.dropsBlank && content.trim() === "") continue;
    messages.push({ role, content });
    segments.push(rendered);
  }
  if (template.historyAt === template.messages.length) historyAt = messages.length;
  return { messages, segments, historyAt };
}

function segmentsOf(parts: readonly ParsedPart[], renderer: PartRenderer): readonly TextSegment[] {
  return parts.flatMap((part) => {
    if (part.kind === "static") return [part];
    if (part.kind === "choice") return segmentsOf(renderer.branch(part), renderer);
    return [{ path: part.path, kind: "variable", text: renderer.text(part) }];
  });
}

function textOf(segments: readonly TextSegment[]): string {
  let text = "";
  for (const segment of segments) text += segment.text;
  return text;
}
