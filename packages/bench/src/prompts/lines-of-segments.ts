import type { ParsedPart, ParsedTemplate } from "@promptprof/anatomy";

/**
 * The 1-based line on which each segment of a prompt file begins. Placeholders know their place; a static text is
 * looked for behind what came before it, by its first line, since Dotprompt takes white space off around its tags.
 */
export function linesOfSegments({ messages }: ParsedTemplate, text: string): Record<string, number> {
  const lines: Record<string, number> = {};
  const file = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  let at = 0;
  for (const part of messages.flatMap(({ parts }) => flat(parts))) {
    const found = offsetOf(part, file, at);
    if (found === null) continue;
    at = found;
    lines[part.path] ??= lineAt(file, found);
  }
  return lines;
}

type NamedPart = Exclude<ParsedPart, { kind: "choice" }>;

function flat(parts: readonly ParsedPart[]): readonly NamedPart[] {
  return parts.flatMap((part) =>
    part.kind === "choice" ? [...flat(part.whenTrue), ...flat(part.otherwise)] : [part],
  );
}

/** null where it is not found: a text that holds escaped braces on its first line. */
function offsetOf(part: NamedPart, file: string, from: number): number | null {
  if (part.kind !== "static") return Math.max(from, offsetOfLine(file, part.place.line));
  const first = part.text.split("\n").find((line) => line.trim() !== "");
  const found = first === undefined ? -1 : file.indexOf(first.trim(), from);
  return found === -1 ? null : found;
}

function offsetOfLine(file: string, line: number): number {
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = file.indexOf("\n", offset) + 1;
  return offset;
}

function lineAt(file: string, offset: number): number {
  return file.slice(0, offset).split("\n").length;
}
