import type { Parameters } from "../connection/ask.ts";
import { QuestionError } from "../question-error.ts";
import { askedRange, type RangeOptions } from "../top/time-range.ts";
import { SIDE_FIELDS, sideFields, type SideFields } from "./side-words.ts";

/** Options by their name without dashes: `a-model`, `prompt`. */
export type CompareOptions = RangeOptions & Readonly<Record<string, unknown>>;

/**
 * The question that the words and the options mean together. An option of a side goes before its word.
 *
 * @throws QuestionError for a word that says no calls, or one side alone
 */
export function compareQuestion(
  words: readonly (string | undefined)[],
  options: CompareOptions,
  now: number,
): Parameters {
  const { from, to } = askedRange(withAWeek(options), now);
  const a = sideOf("a", words[0], options, now);
  const b = sideOf("b", words[1], options, now);
  if (Object.keys(a).length + Object.keys(b).length === 0) {
    throw new QuestionError(
      "compare what? Name two sides: promptprof compare support-triage@v3 support-triage@v4",
    );
  }
  return {
    ...textOptions(SIDE_FIELDS, (field) => options[field]),
    from: from ?? 0,
    to,
    ...prefixed("a", a),
    ...prefixed("b", b),
  };
}

/** A day, the default of other questions, is short for a verdict. */
function withAWeek({ from, to, last }: RangeOptions): RangeOptions {
  const start =
    from === undefined ? { last: last ?? "7d" } : { from, ...(last === undefined ? {} : { last }) };
  return { ...start, ...(to === undefined ? {} : { to }) };
}

function sideOf(side: "a" | "b", word: string | undefined, options: CompareOptions, now: number): SideFields {
  const upper = side.toUpperCase();
  const own = textOptions([...SIDE_FIELDS, "from", "to"], (field) => {
    const name = `${side}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    return options[name] ?? options[`${field}${upper}`];
  });
  return { ...(word === undefined ? {} : sideFields(word, now)), ...own };
}

function textOptions(
  fields: readonly string[],
  valueOf: (field: string) => unknown,
): Readonly<Record<string, string>> {
  const given = fields.flatMap((field): [string, string][] => {
    const value = valueOf(field);
    return typeof value === "string" ? [[field, value]] : [];
  });
  return Object.fromEntries(given);
}

function prefixed(side: "a" | "b", fields: SideFields): SideFields {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${side}.${field}`, value]));
}
