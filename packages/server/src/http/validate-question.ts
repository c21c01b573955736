import type { TSchema } from "typebox";
import { checkValue, isRecord } from "../schema/check-value.ts";
import { QuestionError } from "./question-error.ts";

/** What a query string is made into by its schema, or everything that is wrong with it. */
export type Validated = { readonly value: Record<string, unknown> } | { readonly error: QuestionError };

/**
 * Makes the check of a route's query string. A parameter that the schema does not know is a mistake: a mistyped filter
 * would answer another question than the one asked.
 */
export function questionValidator(schema: TSchema): (query: unknown) => Validated {
  const closed = { ...schema, additionalProperties: false };
  const { properties = {} }: { properties?: Record<string, TSchema> } = schema;
  return (query) => {
    const value = isRecord(query) ? { ...defaultsOf(properties), ...valuesRead(query, properties) } : {};
    const mistakes = checkValue(closed, value);
    if (mistakes.length === 0) return { value };
    const lines = mistakes.map(({ path, text }) => (path.length === 0 ? text : `${path.join(".")}: ${text}`));
    return { error: new QuestionError(lines.join("; ")) };
  };
}

/** A query string holds text alone; what the schema wants as a number or a truth value is read as one where it is one. */
function valuesRead(
  query: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, TSchema>>,
): Record<string, unknown> {
  const read = Object.entries(query).map(([key, text]): [string, unknown] => {
    const { type }: { type?: string } = properties[key] ?? {};
    return [key, valueRead(text, type)];
  });
  return Object.fromEntries(read);
}

function valueRead(text: unknown, type: string | undefined): unknown {
  const isNumber = typeof text === "string" && /^-?\d+(\.\d+)?$/.test(text);
  if (isNumber && (type === "integer" || type === "number")) return Number(text);
  return type === "boolean" && (text === "true" || text === "false") ? text === "true" : text;
}

function defaultsOf(properties: Readonly<Record<string, TSchema>>): Record<string, unknown> {
  const defaults = Object.entries(properties).flatMap(([key, schema]): [string, unknown][] => {
    const { default: value }: { default?: unknown } = schema;
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(defaults);
}
