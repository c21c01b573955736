import fc from "fast-check";
import { expect, test } from "vitest";
import { cutAtNamedTexts } from "./cut-at-named-texts.ts";
import { NamedTexts } from "./named-texts.ts";

function named(...texts: readonly string[]): NamedTexts {
  const all = new NamedTexts();
  for (const text of texts) all.add({ name: text.slice(0, 4), kind: "variable", text });
  return all;
}

function pieces(text: string, ...texts: readonly string[]): (readonly [string, string | undefined])[] {
  return cutAtNamedTexts(text, named(...texts)).map((piece) => [piece.text, piece.named?.name]);
}

test("a text is cut wherever a named one stands", () => {
  const cats = "Cats purr when stroked.";
  expect(pieces(`Know: ${cats}${cats} Why?`, cats)).toEqual([
    ["Know: ", undefined],
    [cats, "Cats"],
    [cats, "Cats"],
    [" Why?", undefined],
  ]);
});

test("what overlaps belongs to the longest", () => {
  const [long, short] = ["one two three four five six", "two three four five"];
  expect(pieces(`${short}: ${long}`, short, long)).toEqual([
    [short, "two "],
    [": ", undefined],
    [long, "one "],
  ]);
});

test("fifteen characters are too few to be looked for", () => {
  expect(pieces("0123456789abcde", "0123456789abcde")).toEqual([["0123456789abcde", undefined]]);
  expect(pieces("0123456789abcdef", "0123456789abcdef")).toEqual([["0123456789abcdef", "0123"]]);
});

const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 80 });
const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 16, maxLength: 24 }));

test("the pieces put together are the text, whatever is named", () => {
  fc.assert(
    fc.property(letters, texts, letters, (before, all, after) => {
      const text = before + all.join("") + after;
      const cut = cutAtNamedTexts(text, named(...all));
      expect(cut.map((piece) => piece.text).join("")).toBe(text);
      for (const piece of cut) expect(piece.named?.text ?? piece.text).toBe(piece.text);
    }),
  );
});

test("every place of a named text is found, once, and none of a text that was taken out", () => {
  fc.assert(
    fc.property(letters, texts, (before, all) => {
      const text = before + all.join("ab");
      const index = named(...all);
      const [gone, ...left] = [...new Set(all)];
      index.delete(gone ?? "");
      const expected = left.flatMap((one) => placesOf(one, text).map((start) => `${start} ${one}`));
      const found = index.find(text).map((place) => `${place.start} ${place.named.text}`);
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

function placesOf(part: string, text: string): readonly number[] {
  return Array.from(text, (_, at) => at).filter((at) => text.startsWith(part, at));
}
