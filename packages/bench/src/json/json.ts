import type { JsonValue } from "../providers/provider.ts";

/** Anything with fields. */
export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

export function itemsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a parser of JSON or YAML gave is JSON; only what is not there at all is not. */
export function isJson(value: unknown): value is JsonValue {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}

/** What is not there is null. */
export function jsonOf(value: unknown): JsonValue {
  return isJson(value) ? value : null;
}

/** undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
