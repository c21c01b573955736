import nunjucks from "nunjucks";
import type { JsonValue } from "../providers/provider.ts";

export type Variables = Readonly<Record<string, JsonValue>>;

/** promptfoo's templates are Nunjucks without HTML escaping; a name without a value is a mistake here, not "". */
const environment = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true });
environment.addFilter("load", (text: string): unknown => JSON.parse(text));

/** @throws Error in one line where a variable has no value or the template cannot be read */
export function fillIn(template: string, variables: Variables): string {
  try {
    return environment.renderString(template, variables);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.replace(/^\(unknown path\)\s*/, "").replaceAll(/\s+/g, " "), { cause: error });
  }
}

/** Fills in every text inside of a value. */
export function fillInAll(value: JsonValue, variables: Variables): JsonValue {
  if (typeof value === "string") return fillIn(value, variables);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part: JsonValue) => fillInAll(part, variables));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fillInAll(part, variables)]));
}
