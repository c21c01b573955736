import fc from "fast-check";
import { expect, test } from "vitest";
import { areSidesEqual, readCompareSearch, sideOf, SIDE_FIELDS, swapSides } from "./compare-search.ts";

test("a side has its own where it has its own, and else what both share", () => {
  const search = { prompt: "greet", model: "m", "a.version": "v1", "b.version": "v2", "b.model": "n" };
  expect(sideOf(search, "a")).toMatchObject({ prompt: "greet", version: "v1", model: "m" });
  expect(sideOf(search, "b")).toMatchObject({ prompt: "greet", version: "v2", model: "n" });
});

test("half a window is left out of the address and told of", () => {
  const { search, problems } = readCompareSearch({ "a.from": "2026-11-24T00:00:00Z" });
  expect(search["a.from"]).toBeUndefined();
  expect(problems).toEqual(["a.from and a.to are no range; showing the page's own on side A"]);
});

test("a window in epoch milliseconds stands in the address as times", () => {
  const { search, problems } = readCompareSearch({ "b.from": "0", "b.to": "1000" });
  expect(search["b.from"]).toBe("1970-01-01T00:00:00.000Z");
  expect(problems).toEqual([]);
});

test("sides that share everything are equal, and the empty version is not the missing one", () => {
  expect(areSidesEqual({ prompt: "greet" })).toBe(true);
  expect(areSidesEqual({ prompt: "greet", "b.prompt": "greet" })).toBe(true);
  expect(areSidesEqual({ prompt: "greet", "b.version": "" })).toBe(false);
});

function fields(side: "a" | "b"): string[] {
  return SIDE_FIELDS.map((field) => `${side}.${field}`);
}

test("swapped twice is as it was, and swapped once each side is the other", () => {
  const search = fc.record(
    Object.fromEntries([...fields("a"), ...fields("b")].map((name) => [name, fc.string()])),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(search, (given) => {
      const swapped = swapSides(given);
      expect(sideOf(swapped, "a")).toEqual(sideOf(given, "b"));
      expect(sideOf(swapSides(swapped), "a")).toEqual(sideOf(given, "a"));
    }),
  );
});
