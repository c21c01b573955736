import type { ParameterValue } from "./engine.ts";

/**
 * Statements that set the parameters of the session's next query, for the engine in the process.
 *
 * The binding's own bound queries share one queue over all sessions of the process (its engine call
 * is not safe side by side), so a long scan would hold up every other question. A parameter set by
 * `SET param_name` belongs to its session alone, and sessions run side by side.
 */
export function setParameters(parameters: Readonly<Record<string, ParameterValue>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `SET param_${name} = ${quote(textOf(value))};\n`)
    .join("");
}

/** The engine parses a bound text by the rules of a TabSeparated field, and an array by those of its literals. */
function textOf(value: ParameterValue): string {
  if (typeof value === "string") return escapeField(value);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return `[${value.map((item) => (typeof item === "string" ? quote(item) : String(item))).join(",")}]`;
}

function quote(text: string): string {
  return `'${escapeField(text).replaceAll("'", "\\'")}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
  "\b": "\\b",
  "\f": "\\f",
};
// oxlint-disable-next-line no-control-regex -- these are the characters that the format escapes
const SPECIAL = /[\\\t\n\r\0\b\f]/g;
// oxlint-disable-next-line no-control-regex
const HAS_SPECIAL = /[\\\t\n\r\0\b\f]/;

/** A text as a field of ClickHouse's TabSeparated format. */
export function escapeField(text: string): string {
  return HAS_SPECIAL.test(text)
    ? text.replace(SPECIAL, (character) => ESCAPES[character] ?? character)
    : text;
}

/** A text as an element of an array, in a TabSeparated field as well as in a literal. */
export function quoteElement(text: string): string {
  return quote(text);
}
