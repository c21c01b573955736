import { NamedTexts, type NamedText } from "@promptprof/anatomy";

/** The parts of a few prompts at once. */
const MOST_TEXTS = 64;
/** 2 MB of memory at two bytes a character. */
const MOST_CHARACTERS = 1_000_000;

let texts: NamedTexts | null = null;

/** Remembers what a text is called. The oldest are forgotten beyond 64 texts or a million characters. */
export function rememberNamed(named: NamedText): void {
  if (named.text.length > MOST_CHARACTERS) return;
  texts ??= new NamedTexts();
  texts.add(named);
  let characters = 0;
  for (const { text } of texts.values()) characters += text.length;
  for (const { text } of texts.values()) {
    if (texts.size <= MOST_TEXTS && characters <= MOST_CHARACTERS) return;
    texts.delete(text);
    characters -= text.length;
  }
}

/** Texts that were named lately; null = `segment` was never called. */
export function namedTexts(): NamedTexts | null {
  return texts;
}
