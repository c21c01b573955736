import type { JsonValue } from "../providers/provider.ts";

export interface JsonRead {
  readonly value: JsonValue;
  /** It stood in a code fence, which a parser would have stumbled over. */
  readonly fenced: boolean;
}

const FENCE = /^\s*```[\w-]*[ \t]*\r?\n([\s\S]*?)\r?\n?```\s*$/;

/** The JSON that an output is, or that its one code fence holds; null where it is none. */
export function jsonOf(output: string): JsonRead | null {
  const inner = FENCE.exec(output)?.[1];
  const value = parsed(inner ?? output);
  return value === undefined ? null : { value, fenced: inner !== undefined };
}

/** undefined for what is no JSON. */
export function parsed(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** The first objects or lists that are valid JSON inside of a longer text, the longest from each beginning. */
export function* jsonInside(text: string): Generator<JsonValue> {
  for (let start = 0; start < text.length; start += 1) {
    const end = endOfJson(text, start);
    const value = end === null ? undefined : parsed(text.slice(start, end));
    if (value === undefined || end === null) continue;
    yield value;
    start = end - 1;
  }
}

/** Where the bracket at `start` is closed; null where there is none or it stays open. Strings may hold brackets. */
function endOfJson(text: string, start: number): number | null {
  if (text[start] !== "{" && text[start] !== "[") return null;
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    const character = text[i];
    if (character === '"') i = endOfString(text, i);
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth === 0) return i + 1;
  }
  return null;
}

/** Index of the closing quote, or the text's length. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
