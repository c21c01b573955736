import { NOTES } from "@promptprof/model";
import { reasonWords } from "../shell/ledger-words.ts";

/** A rule that fired, in words; a rule of a newer server by its name alone. */
export function noteSentence(note: string): string {
  const sentence = Object.entries(NOTES).find(([name]) => name === note)?.[1];
  if (sentence !== undefined) return sentence;
  const words = reasonWords(note);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
