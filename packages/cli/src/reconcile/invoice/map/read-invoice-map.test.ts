import { describe, expect, test } from "vitest";
import { QuestionError } from "../../../question-error.ts";
import { readInvoiceMap } from "./read-invoice-map.ts";

function mistakesOf(text: string): string[] {
  try {
    readInvoiceMap(text, "map.yaml");
  } catch (error) {
    if (error instanceof QuestionError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("a map of an invoice", () => {
  test("needs a day and one amount", () => {
    expect(readInvoiceMap("day: date\ncost: usd\n", "map.yaml")).toEqual({
      fileName: "map.yaml",
      delimiter: null,
      provider: null,
      day: { column: "date", line: 1, unit: "iso" },
      model: null,
      key: null,
      inputTokens: null,
      counts: {},
      cost: { column: "usd", line: 2, unit: "usd" },
    });
    expect(mistakesOf("model: m")).toEqual([
      "map.yaml:1: day is missing: every line needs its day",
      "map.yaml:1: nothing to compare: the map needs one of inputTokens, requests, cacheReadTokens, cacheWriteTokens, outputTokens, cost",
    ]);
  });

  test("must say whether the input includes the cached tokens, where there are cached ones", () => {
    expect(mistakesOf("day: d\ninputTokens: in\ncacheReadTokens: cached")).toEqual([
      "map.yaml:2: inputTokens.cache is missing: does this column include the cached tokens? included or excluded",
    ]);
    expect(mistakesOf("day: d\ninputTokens: in")).toEqual([]);
  });

  test("tells all of its mistakes at once, each with its line", () => {
    const text = [
      "day: { column: d, unit: us }",
      "modle: m",
      "key: { column: k, value: v }",
      "outputTokens: { col: out }",
      "cost: { column: c, unit: eur }",
      "provider: azure",
      "delimiter: ;;",
    ].join("\n");
    expect(mistakesOf(text)).toEqual([
      'map.yaml:1: day.unit must be iso or s or ms, got "us"',
      "map.yaml:2: the map has no field modle; it has day, model, key, inputTokens, requests, cacheReadTokens, cacheWriteTokens, outputTokens, cost, provider, delimiter",
      "map.yaml:3: key must have a column or a value, and one of them",
      "map.yaml:4: outputTokens has no field col; it has column",
      "map.yaml:4: outputTokens.column is missing: the name of a column of the file",
      'map.yaml:5: cost.unit must be usd or cents, got "eur"',
      'map.yaml:6: provider must be openai or anthropic, got "azure"',
      'map.yaml:7: delimiter must be one character, got ";;"',
    ]);
  });
});
