import { reasonWords } from "../shell/ledger-words.ts";

/** A rule that fired, in words. */
export function noteSentence(note: string): string {
  const words = reasonWords(note);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
