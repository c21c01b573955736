import { QuestionError } from "../question-error.ts";
import { askedRange } from "../top/time-range.ts";

/** What one side says of its calls, as the API has it. */
export type SideFields = Readonly<Record<string, string | number>>;

/** Fields of a selection that a side can name by `field:value`. */
export const SIDE_FIELDS = [
  "prompt",
  "version",
  "model",
  "team",
  "service",
  "environment",
  "project",
] as const;

const FORMS = "PROMPT@VERSION, model:NAME, team:NAME, last:7d or 2026-11-01..2026-11-07";

/**
 * A side in a word: a version of a prompt, a field with its value, a length of time back from now, or a range of times.
 *
 * @throws QuestionError in one line for a word that is none of them
 */
export function sideFields(word: string, now: number): SideFields {
  const colon = word.indexOf(":");
  const [field, value] = [word.slice(0, colon), word.slice(colon + 1)];
  if (field === "last") return rangeFields({ last: value }, word, now);
  if (SIDE_FIELDS.some((name) => name === field)) return { [field]: value };
  const [from, to, more] = word.split("..");
  if (from !== undefined && to !== undefined && more === undefined)
    return rangeFields({ from, to }, word, now);
  const at = word.lastIndexOf("@");
  if (at > 0 && at < word.length - 1) return { prompt: word.slice(0, at), version: word.slice(at + 1) };
  throw new QuestionError(`${JSON.stringify(word)} says no calls; a side is ${FORMS}`);
}

function rangeFields(
  range: { last?: string; from?: string; to?: string },
  word: string,
  now: number,
): SideFields {
  try {
    const { from, to } = askedRange(range, now);
    return { from: from ?? 0, to };
  } catch (error) {
    if (error instanceof QuestionError) throw new QuestionError(`${word}: ${error.message}`);
    throw error;
  }
}
