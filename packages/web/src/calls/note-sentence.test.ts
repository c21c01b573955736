import { expect, test } from "vitest";
import { noteSentence } from "./note-sentence.ts";

test("a known rule is a sentence", () => {
  expect(noteSentence("tokens_as_text")).toBe("Token counts came as text.");
});

test("a rule of a newer server is its name in words", () => {
  expect(noteSentence("moon_was_full")).toBe("Moon was full.");
});
