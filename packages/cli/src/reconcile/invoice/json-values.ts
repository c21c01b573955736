/** One JSON value of a text, and the line it starts on, from 1. */
export interface JsonPiece {
  readonly text: string;
  readonly line: number;
}

/**
 * Cuts a text into its JSON values: one page, pages one after the other as `curl >> file` leaves them, or one a line.
 * It looks at brackets and quotes alone; whether a piece is JSON is found out by parsing it.
 */
export function jsonPieces(text: string): JsonPiece[] {
  const pieces: JsonPiece[] = [];
  let start = -1;
  let depth = 0;
  let line = 1;
  let startLine = 1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      at = endOfString(text, at);
    } else if (sign === "{" || sign === "[") {
      if (depth === 0) [start, startLine] = [at, line];
      depth += 1;
    } else if ((sign === "}" || sign === "]") && depth > 0) {
      depth -= 1;
      if (depth === 0) {
        pieces.push({ text: text.slice(start, at + 1), line: startLine });
        start = -1;
      }
    } else if (sign === "\n") line += 1;
  }
  if (start >= 0) pieces.push({ text: text.slice(start), line: startLine });
  return pieces;
}

/**
 * The line of every object of a JSON text by its path (`/data/3/results/0`; the root is the empty path). The text must
 * be JSON; `firstLine` is the line that it starts on.
 */
export function objectLines(text: string, firstLine: number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const path: { isArray: boolean; step: string | number }[] = [];
  let line = firstLine;
  let expectsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const inner = path.at(-1);
    if (sign === "\n") line += 1;
    else if (sign === '"') {
      const end = endOfString(text, at);
      if (expectsKey && inner !== undefined) inner.step = text.slice(at + 1, end);
      expectsKey = false;
      at = end;
    } else if (sign === "{" || sign === "[") {
      if (sign === "{") lines.set(path.map(({ step }) => `/${step}`).join(""), line);
      path.push({ isArray: sign === "[", step: 0 });
      expectsKey = sign === "{";
    } else if (sign === "}" || sign === "]") {
      path.pop();
      expectsKey = false;
    } else if (sign === "," && inner !== undefined) {
      if (inner.isArray) inner.step = Number(inner.step) + 1;
      else expectsKey = true;
    }
  }
  return lines;
}

/** The closing quote of a text that opens at `start`; JSON has no line breaks within quotes. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"' || text[at] === "\n") return at;
  }
  return text.length;
}
