import type { JsonValue } from "../providers/provider.ts";

/** The texts that a case accepts: a list of them, or one. @throws Error where the case says nothing */
export function expectedTexts(expected: JsonValue | undefined): readonly [string, ...string[]] {
  if (expected === undefined) throw new Error("the case has no expected value");
  if (!isList(expected)) return [textOfValue(expected)];
  const [first, ...rest] = expected.map(textOfValue);
  if (first === undefined) throw new Error("the case's list of expected values is empty");
  return [first, ...rest];
}

/** A text as it is; anything else as JSON. */
export function textOfValue(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
