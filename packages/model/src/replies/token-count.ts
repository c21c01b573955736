import type { ReplyNote } from "./reply-note.ts";

const DIGITS = /^\d{1,15}$/;

/**
 * Reads one token count of a reply. Missing stays unknown without a word; whatever is no count becomes unknown with
 * a note, because a guessed count would be billed.
 *
 * @param value a field of parsed JSON
 * @param notes takes the rule that fired
 * @returns whole number >= 0, or null
 */
export function tokenCount(value: unknown, notes: Set<ReplyNote>): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" && DIGITS.test(value.trim())) {
    notes.add("tokens_as_text");
    return Number(value);
  }
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    notes.add("unreadable_tokens_ignored");
    return null;
  }
  if (value < 0) notes.add("negative_tokens_ignored");
  // 0 + turns the -0 of a sloppy writer into 0, which compares and prints alike everywhere.
  return value < 0 ? null : 0 + value;
}
