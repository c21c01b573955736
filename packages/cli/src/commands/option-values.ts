import { QuestionError } from "../question-error.ts";

/** A whole number of an option within bounds. */
export function wholeNumber(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new QuestionError(
      `${option} must be a whole number from ${min} to ${max}, got ${JSON.stringify(text)}`,
    );
  };
}

/** One of some words. */
export function oneOf<const Word extends string>(
  option: string,
  words: readonly Word[],
): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new QuestionError(`${option} must be one of ${words.join(", ")}; got ${JSON.stringify(text)}`);
  };
}
