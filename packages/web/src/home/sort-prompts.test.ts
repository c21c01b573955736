import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ORDERS, PROMPT_COLUMNS } from "../search/home-search.ts";
import { isRowOf, rowName, rowScope } from "./prompt-row.ts";
import { promptRow } from "./prompt-row.case.ts";
import { findPrompts, firstOrder, SORT_VALUES, sortPrompts } from "./sort-prompts.ts";

const cheap = promptRow({
  prompt: "cheap",
  costNanoUsd: { input: 1, cacheRead: 0, cacheWrite: 0, output: 0, total: 1 },
});
const dear = promptRow({ prompt: "dear" });
const unpriced = promptRow({ prompt: "unpriced", unpricedCalls: 1000 });
const ofModel = promptRow({ prompt: null, model: "gpt-4o", lastVersion: null });

const byCost = (order: "asc" | "desc") => sortPrompts([unpriced, cheap, dear], "cost", order).map(rowName);

describe("sorting", () => {
  test("the dearest first; what has no price is last in both orders, as it is not cheap but unknown", () => {
    expect(byCost("desc")).toEqual(["dear", "cheap", "unpriced"]);
    expect(byCost("asc")).toEqual(["cheap", "dear", "unpriced"]);
  });

  test("names as people sort them: v2 before v10, case aside", () => {
    const rows = ["v10", "V2", "v1"].map((prompt) => promptRow({ prompt }));
    expect(sortPrompts(rows, "name", "asc").map(rowName)).toEqual(["v1", "V2", "v10"]);
  });

  test("names begin with A, numbers with the largest", () => {
    expect(firstOrder("name")).toBe("asc");
    expect(firstOrder("p95")).toBe("desc");
  });

  test("by any column, no row gets lost, and unknown values are at the end", () => {
    const some = fc.array(fc.constantFrom(cheap, dear, unpriced, ofModel), { maxLength: 12 });
    fc.assert(
      fc.property(
        some,
        fc.constantFrom(...PROMPT_COLUMNS),
        fc.constantFrom(...ORDERS),
        (rows, column, order) => {
          const sorted = sortPrompts(rows, column, order);
          expect(sorted).toHaveLength(rows.length);
          const known = sorted.map((row) => SORT_VALUES[column](row) !== null);
          expect(known.lastIndexOf(true)).toBeLessThan(
            known.includes(false) ? known.indexOf(false) : Infinity,
          );
        },
      ),
    );
  });
});

describe("a row", () => {
  test("of a prompt asks for the prompt, of a model for its calls that name none", () => {
    expect(rowScope(dear)).toEqual({ prompt: "dear" });
    expect(rowScope(ofModel)).toEqual({ prompt: "", model: "gpt-4o" });
    expect(rowScope(promptRow({ prompt: null, model: null }))).toEqual({ prompt: "", model: "" });
  });

  test("knows when it is the chosen one", () => {
    expect(isRowOf({ prompt: "dear" }, dear)).toBe(true);
    expect(isRowOf({}, dear)).toBe(false);
    expect(isRowOf({ prompt: "", model: "gpt-4o" }, ofModel)).toBe(true);
    expect(isRowOf({ prompt: "", model: "gpt-4" }, ofModel)).toBe(false);
  });
});

test("finding looks at names, models and the last version, case aside", () => {
  const rows = [cheap, dear, ofModel];
  expect(findPrompts(rows, " EA ").map(rowName)).toEqual(["cheap", "dear"]);
  expect(findPrompts(rows, "4O").map(rowName)).toEqual(["gpt-4o"]);
  expect(findPrompts(rows, "v1").map(rowName)).toEqual(["cheap", "dear"]);
  expect(findPrompts(rows, "")).toBe(rows);
});
