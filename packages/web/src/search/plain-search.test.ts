import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePlainSearch, stringifyPlainSearch } from "./plain-search.ts";

test("an address stays readable", () => {
  expect(
    stringifyPlainSearch({ prompt: "support-triage", from: "2026-11-24T14:05:00.000Z", sort: undefined }),
  ).toBe("?prompt=support-triage&from=2026-11-24T14:05:00.000Z");
  expect(stringifyPlainSearch({})).toBe("");
});

test("a version that looks like a number stays text", () => {
  expect(parsePlainSearch("?version=007")).toEqual({ version: "007" });
});

test("an empty value means something, and the first of a repeated name counts", () => {
  expect(parsePlainSearch("?prompt=&model=a&model=b")).toEqual({ prompt: "", model: "a" });
});

test("any text reads back, emoji, right-to-left and percent signs too", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: "grapheme" })), (search) => {
      expect({ ...parsePlainSearch(stringifyPlainSearch(search)) }).toEqual({ ...search });
    }),
  );
});
