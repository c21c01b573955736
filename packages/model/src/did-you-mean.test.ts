import fc from "fast-check";
import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const KEYS = ["listen", "dataDir", "limits", "prices", "project"];

test("a slip is recognised, another word is not", () => {
  expect(didYouMean("projct", KEYS)).toBe("project");
  expect(didYouMean("datadir", KEYS)).toBe("dataDir");
  expect(didYouMean("limit", KEYS)).toBe("limits");
  expect(didYouMean("retention", KEYS)).toBeNull();
  expect(didYouMean("x", [])).toBeNull();
});

test("one edit is always recognised in a word of three letters or more, and the word itself at once", () => {
  const words = fc.stringMatching(/^[a-z]{3,12}$/);
  fc.assert(
    fc.property(words, fc.nat(), fc.constantFrom("", "z"), (word, at, letter) => {
      const place = at % word.length;
      expect(didYouMean(word.slice(0, place) + letter + word.slice(place + 1), [word])).toBe(word);
      expect(didYouMean(word, ["another", word])).toBe(word);
    }),
  );
});
