import { expect, test } from "vitest";
import { SearchReader } from "./search-reader.ts";

test("nonsense is left out and named, with what would be right", () => {
  const reader = new SearchReader({ sort: "banana" });
  expect(reader.word("sort", ["cost", "calls"])).toBeUndefined();
  expect(reader.problems).toEqual([
    "sort: “banana” is not understood and was left out; right is one of cost, calls",
  ]);
});

test("what is not there is no problem", () => {
  const reader = new SearchReader({});
  expect(reader.word("sort", ["cost"])).toBeUndefined();
  expect(reader.time("from")).toBeUndefined();
  expect(reader.words("tables", ["latency"])).toEqual([]);
  expect(reader.problems).toEqual([]);
});

test("of several words the known ones are kept", () => {
  const reader = new SearchReader({ tables: "latency,banana" });
  expect(reader.words("tables", ["latency", "volume"])).toEqual(["latency"]);
  expect(reader.problems).toHaveLength(1);
});

test("a complaint about a long value is short", () => {
  const reader = new SearchReader({ sort: "x".repeat(5_000) });
  reader.word("sort", ["cost"]);
  expect(reader.problems[0]?.length).toBeLessThan(160);
});
