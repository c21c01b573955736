import type { NamedText } from "@promptprof/anatomy";

/** The parts of a few prompts at once; every text more is looked for in every hand-written message. */
const MOST_TEXTS = 64;
/** 2 MB of memory at two bytes a character. */
const MOST_CHARACTERS = 1_000_000;
/** Shorter texts stand in others by chance: "no" in "not". */
const LEAST_CHARACTERS = 4;

/** By text, the oldest first. */
const texts = new Map<string, NamedText>();
let characters = 0;
let longestFirst: readonly NamedText[] = [];
let sorted = true;

/** Remembers what a text is called. The oldest are forgotten beyond 64 texts or a million characters. */
export function rememberNamed(named: NamedText): void {
  const { text } = named;
  if (text.length < LEAST_CHARACTERS || text.length > MOST_CHARACTERS) return;
  if (!texts.delete(text)) characters += text.length;
  texts.set(text, named);
  for (const oldest of texts.keys()) {
    if (texts.size <= MOST_TEXTS && characters <= MOST_CHARACTERS) break;
    texts.delete(oldest);
    characters -= oldest.length;
  }
  sorted = false;
}

/** Texts that were named lately, the longest first. */
export function namedTexts(): readonly NamedText[] {
  if (!sorted) longestFirst = [...texts.values()].toSorted((a, b) => b.text.length - a.text.length);
  sorted = true;
  return longestFirst;
}
