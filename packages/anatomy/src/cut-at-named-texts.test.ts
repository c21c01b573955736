import fc from "fast-check";
import { expect, test } from "vitest";
import { cutAtNamedTexts, type NamedText } from "./cut-at-named-texts.ts";

function named(name: string, text: string): NamedText {
  return { name, kind: "variable", text };
}

test("a text is cut wherever a named one stands", () => {
  const docs = named("docs", "Cats purr.");
  expect(cutAtNamedTexts("Know: Cats purr. Cats purr.", [docs])).toEqual([
    { text: "Know: ", named: null },
    { text: "Cats purr.", named: docs },
    { text: " ", named: null },
    { text: "Cats purr.", named: docs },
  ]);
});

test("of texts that overlap, the first one given has what they share", () => {
  const [long, short] = [named("long", "one two three"), named("short", "two")];
  expect(cutAtNamedTexts("two: one two three", [long, short]).map((piece) => piece.named?.name)).toEqual([
    "short",
    undefined,
    "long",
  ]);
});

test("the pieces put together are the text, whatever is named", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 30 });
  const names = fc.array(letters.filter((text) => text !== "").map((text) => named("n", text)));
  fc.assert(
    fc.property(letters, names, (text, texts) => {
      const pieces = cutAtNamedTexts(text, texts);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      for (const piece of pieces) expect(piece.named?.text ?? piece.text).toBe(piece.text);
    }),
  );
});
