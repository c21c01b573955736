import { oneLine } from "../one-line.ts";

/**
 * Somebody's name in Markdown, for a cell of a table too. As code it mentions nobody and links nowhere, and entities
 * are read after Markdown's own marks, so that none of them counts.
 */
export function code(text: string, most?: number): string {
  return `<code>${prose(oneLine(text, most))}</code>`;
}

/** A sentence that may hold somebody's names, in one line: it mentions, links and formats nothing. */
export function prose(text: string): string {
  return text
    .replaceAll(MARKS, (mark) => `&#${mark.charCodeAt(0)};`)
    .replaceAll(/www\./giu, (www) => `${www.slice(0, 3)}&#46;`);
}

// Of `_` and `:` only those that mean something: snake_case and "p95: 2 s" stay readable for whoever reads the source.
const MARKS = /[\\`*[\]<&|~$#@]|(?<!\w)_|_(?!\w)|:(?=\/\/|[\w+-]+:)/gu;
