import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { QuestionError } from "../../question-error.ts";
import { bindColumns } from "./bind-columns.ts";
import { readColumnMap } from "./read-column-map.ts";

const mistakesOf = (text: string): string[] => {
  try {
    readColumnMap(text, "map.yaml");
  } catch (error) {
    if (error instanceof QuestionError) return error.message.split("\n");
    throw error;
  }
  return [];
};

describe("a map file", () => {
  test("needs a time and nothing else", () => {
    const map = readColumnMap("time: { column: at, unit: iso }", "map.yaml");
    expect(map.time).toEqual({ column: "at", line: 1, unit: "iso" });
    expect(map).toMatchObject({
      model: null,
      cost: null,
      texts: {},
      tokens: {},
      durations: {},
      tags: [],
      delimiter: ",",
    });
  });

  test("names columns shortly or at length, and constants by value", () => {
    const map = readColumnMap(
      "time: { column: at, unit: s }\nprompt: name\nversion: { value: 2.0 }\nuser: { column: who, none: [nobody] }\n",
      "map.yaml",
    );
    expect(map.texts).toEqual({
      prompt: { column: "name", line: 2, none: [] },
      version: { value: "2.0" },
      user: { column: "who", line: 4, none: ["nobody"] },
    });
  });

  test("tells all of its mistakes at once, each with its line", () => {
    const text = [
      "time: { column: at, unit: hours }",
      "modle: model",
      "duration: latency",
      "inputTokens: { colum: in }",
      "cost: { column: usd, unit: eur, zero: maybe }",
      "prompt: { column: p, value: q }",
      "model: { column: m, stripPrefix: yes please }",
      "tags: edit_format",
      "delimiter: ;;",
      "team:",
    ].join("\n");
    expect(mistakesOf(text)).toEqual([
      'map.yaml:1: time.unit must be s or ms or iso, got "hours"',
      "map.yaml:2: the map has no field modle; it has time, model, cost, tags, delimiter, provider, operation, prompt, version, user, session, team, service, environment, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens, duration, ttft",
      "map.yaml:3: duration must have fields: column, unit",
      "map.yaml:4: inputTokens has no field colum; it has column",
      "map.yaml:4: inputTokens.column is missing: the name of a column of the file",
      'map.yaml:5: cost.unit must be usd, got "eur"',
      'map.yaml:5: cost.zero must be free or unknown, got "maybe"',
      "map.yaml:6: prompt has a column and a value; give one of them",
      'map.yaml:7: model.stripPrefix must be true or false, got "yes please"',
      "map.yaml:8: tags must be a list",
      'map.yaml:9: delimiter must be one character, got ";;"',
      "map.yaml:10: team must be a text",
    ]);
  });

  test.each([
    ["", "map.yaml:1: the map must have fields: time, model"],
    ["model: m", "map.yaml:1: time is missing: every call needs the time it started"],
    ["time: {column: at, unit: s}\n  bad: [", "map.yaml:2: "],
    ["time: {column: at, unit: s}\ntime: {column: at, unit: s}", "map.yaml:2: Map keys must be unique"],
  ])("%j is told with its line", (text, mistake) => {
    expect(mistakesOf(text).join("\n")).toContain(mistake);
  });

  test("for aider's events is shipped and in order", () => {
    const path = new URL("../../../maps/aider.yaml", import.meta.url);
    const map = readColumnMap(readFileSync(path, "utf8"), "aider.yaml");
    expect(map.model).toMatchObject({ column: "main_model", none: ["None"], stripPrefix: false });
    expect(map.cost).toMatchObject({ column: "cost_usd", unit: "usd", zero: "unknown" });
  });
});

describe("binding a map to a header", () => {
  const map = readColumnMap("time: { column: at, unit: s }\nprompt: name\ntags: [a, b]\n", "map.yaml");

  test("finds fields wherever their column stands", () => {
    const fieldOf = bindColumns(map, ["b", "name", "x", "at", "a"], "calls.csv");
    expect(fieldOf(["B", "N", "X", "7", "A"], map.time)).toBe("7");
    expect(map.tags.map((tag) => fieldOf(["B", "N", "X", "7", "A"], tag))).toEqual(["A", "B"]);
  });

  test("tells every column that is missing or there twice", () => {
    expect(() => bindColumns(map, ["when", "name", "a", "a"], "calls.csv")).toThrow(
      new QuestionError(
        [
          'map.yaml:1: calls.csv has no column "at"; it has when, name, a, a',
          'map.yaml:3: calls.csv has 2 columns "a"; a mapped one must be there once',
          'map.yaml:3: calls.csv has no column "b"; it has when, name, a, a',
        ].join("\n"),
      ),
    );
  });
});
