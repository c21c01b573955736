import { QuestionError } from "./question-error.ts";

const DAY_MS = 86_400_000;
/** The engine's calendar ends in 2106 (32-bit seconds); a question beyond it is a slip of the keyboard. */
const LATEST_MS = Date.UTC(2100, 0, 1);

// Date and time by ISO 8601; a time without a zone would mean another moment on every machine, so it must have one.
const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** The range of a question, epoch ms, half-open. `to` defaults to now, `from` to a day before `to`. */
export function questionRange(
  question: { readonly from?: string; readonly to?: string },
  now: number,
): { from: number; to: number } {
  const mistakes: string[] = [];
  const to = question.to === undefined ? now : readTime("to", question.to, mistakes);
  const from = question.from === undefined ? to - DAY_MS : readTime("from", question.from, mistakes);
  if (mistakes.length === 0 && from >= to) {
    mistakes.push(`from: ${iso(from)} is not before to, ${iso(to)}`);
  }
  if (mistakes.length > 0) throw new QuestionError(mistakes.join("; "));
  return { from, to };
}

/** Epoch ms; NaN, and a line among the mistakes, where the text is no time of 1970 to 2100. */
export function readTime(name: string, text: string, mistakes: string[]): number {
  const time = /^\d{1,16}$/.test(text) ? Number(text) : ISO_8601.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    const example = "2026-11-24T00:00:00Z";
    mistakes.push(
      `${name}: ${JSON.stringify(text)} is not ISO 8601 with a zone or epoch milliseconds, for example ${example}`,
    );
  } else if (time < 0 || time > LATEST_MS) {
    mistakes.push(
      `${name}: ${JSON.stringify(text)} is outside 1970 to 2100; epoch times are in milliseconds`,
    );
  }
  return time;
}

/** A time as it stands in an answer. */
export function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
