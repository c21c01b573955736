import type { Shown } from "../api/use-answer.ts";

/** The same state of an answer, with what was made of its value. */
export function withValue<T>(shown: Shown<unknown>, value: T | undefined): Shown<T> {
  return { ...shown, value };
}
