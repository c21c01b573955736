/** An object of parsed JSON, before anybody looked at its fields. */
export type JsonRecord = Readonly<Record<string, unknown>>;

const NOTHING: readonly never[] = [];

/** true for an object of JSON that is neither null nor a list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object, or null. */
export function record(value: unknown): JsonRecord | null {
  return isRecord(value) ? value : null;
}

/** The value as a list; empty for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NOTHING;
}

/** The value as text that says something, or null. */
export function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The value at a path of field names; undefined as soon as a step leads nowhere. */
export function at(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) current = isRecord(current) ? current[name] : undefined;
  return current;
}

/** The first value along several paths that is neither missing nor null. */
export function firstAt(value: unknown, paths: readonly (readonly string[])[]): unknown {
  for (const path of paths) {
    const found = at(value, path);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}
