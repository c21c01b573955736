import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf, durationOf, timeOf, tokensOf } from "./field-values.ts";
import { bindColumns } from "./map/bind-columns.ts";
import { readColumnMap } from "./map/read-column-map.ts";
import { modelOf } from "./model-of.ts";
import { rowIdentity } from "./row-identity.ts";
import { rowToCall } from "./row-to-call.ts";

const column = (unit: string) => ({ column: "x", line: 1, unit }) as never;

describe("a time", () => {
  test.each([
    ["1746631772", "s", 1_746_631_772_000],
    ["1746631772.25", "s", 1_746_631_772_250],
    ["1746631772000", "ms", 1_746_631_772_000],
    ["2025-05-07T15:29:32Z", "iso", 1_746_631_772_000],
    ["2025-05-07 15:29:32", "iso", 1_746_631_772_000],
    ["2025-05-07T17:29:32+02:00", "iso", 1_746_631_772_000],
    ["2025-05-07", "iso", 1_746_576_000_000],
  ])("%s in %s is %d", (text, unit, time) => expect(timeOf(text, column(unit))).toEqual({ value: time }));

  test.each([
    ["", "s", "x is empty: every call needs a time"],
    ["07.05.2025", "iso", 'x must be a time like 2026-11-24T14:05:00Z, got "07.05.2025"'],
    ["2025-05-07", "s", 'x must be a number, got "2025-05-07"'],
    ["0x10", "s", 'x must be a number, got "0x10"'],
  ])("%j in %s is refused", (text, unit, wrong) => expect(timeOf(text, column(unit))).toEqual({ wrong }));
});

describe("tokens", () => {
  test("are whole; 638.0 is what a table with gaps makes of 638", () => {
    expect(tokensOf("638", "in")).toEqual({ value: 638 });
    expect(tokensOf("638.0", "in")).toEqual({ value: 638 });
    expect(tokensOf("0", "in")).toEqual({ value: 0 });
  });
  test("are unknown where the field is empty", () => expect(tokensOf("", "in")).toEqual({ value: null }));
  test.each(["-1", "1.5", "NaN", "1e30", " 7", "7k"])("%j are refused", (text) => {
    expect(tokensOf(text, "in")).toEqual({
      wrong: `in must be a whole number of tokens >= 0, got "${text}"`,
    });
  });
});

describe("a cost", () => {
  const free = { column: "usd", line: 1, unit: "usd", zero: "free" } as const;
  test("comes in e-notation too and is rounded to the nearest nano-dollar", () => {
    expect(costOf("1.4999999999999999e-05", free)).toEqual({ value: 15_000 });
    expect(costOf("9990.01252875", free)).toEqual({ value: 9_990_012_528_750 });
    expect(costOf("0.0000000006", free)).toEqual({ value: 1 });
  });
  test("of 0 is free or unknown, as the map says", () => {
    expect(costOf("0.0", free)).toEqual({ value: 0 });
    expect(costOf("0.0", { ...free, zero: "unknown" })).toEqual({ value: null });
  });
  test("below 0 or beyond what a number holds exactly is refused", () => {
    expect(costOf("-0.5", free)).toHaveProperty("wrong");
    expect(costOf("9007200", free)).toHaveProperty("wrong");
  });
});

describe("a duration", () => {
  test("that nobody wrote down is unknown and not 0", () => {
    expect(durationOf("", column("s"))).toEqual({ value: null });
    expect(durationOf("0", column("s"))).toEqual({ value: 0 });
    expect(durationOf("1.5", column("s"))).toEqual({ value: 1500 });
    expect(durationOf("-1", column("s"))).toEqual({ wrong: 'x must be a number >= 0 (s), got "-1"' });
  });
});

describe("a model's name", () => {
  const prefixes = new Map([
    ["openrouter/", "openrouter"],
    ["gemini/", "gcp.gemini"],
  ]);
  test("tells its provider by its beginning and stays as it is written", () => {
    expect(modelOf("gemini/gemini-2.5-pro", { prefixes, stripPrefix: false })).toEqual({
      provider: "gcp.gemini",
      model: "gemini/gemini-2.5-pro",
    });
  });
  test("loses the beginning where the map says so, once", () => {
    expect(modelOf("openrouter/gemini/x", { prefixes, stripPrefix: true })).toEqual({
      provider: "openrouter",
      model: "gemini/x",
    });
  });
  test("without a known beginning, or with nothing after it, tells no provider", () => {
    expect(modelOf("gpt-4o", { prefixes, stripPrefix: true })).toEqual({ provider: null, model: "gpt-4o" });
    expect(modelOf("gemini/", { prefixes, stripPrefix: true })).toEqual({ provider: null, model: "gemini/" });
  });
});

describe("the ids of a row", () => {
  test("are the same in every import, and others for another row, place or project", () => {
    const ids = rowIdentity("p", ["a", "b"], 1);
    expect(ids.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(ids.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(rowIdentity("p", ["a", "b"], 1)).toEqual(ids);
    for (const other of [
      rowIdentity("q", ["a", "b"], 1),
      rowIdentity("p", ["a", "b"], 2),
      rowIdentity("p", ["ab"], 1),
    ]) {
      expect(other.traceId).not.toBe(ids.traceId);
    }
  });
  test("do not run together where fields could", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(rowIdentity("p", a, 1).traceId === rowIdentity("p", b, 1).traceId).toBe(same);
      }),
    );
  });
});

describe("a row", () => {
  const map = readColumnMap(
    [
      "time: { column: at, unit: s }",
      "model: { column: model, none: [None] }",
      "inputTokens: in",
      "outputTokens: out",
      "duration: { column: took, unit: s }",
      "prompt: name",
      "tags: [mode]",
    ].join("\n"),
    "map.yaml",
  );
  const header = ["at", "model", "in", "out", "took", "name", "mode"];
  const outcomeOf = (...record: string[]) =>
    rowToCall(record, 1, map, bindColumns(map, header, "x.csv"), "default");

  test("becomes a call that knows what the row knows", () => {
    expect(outcomeOf("1746631772", "gpt-4o", "100", "7", "1.5", "triage", "ask")).toMatchObject({
      kind: "call",
      call: {
        startTime: 1_746_631_772_000,
        durationMs: 1500,
        requestModel: "gpt-4o",
        inputTokens: 100,
        outputTokens: 7,
        tokenSource: "reported",
        prompt: "triage",
        promptSource: "named",
        tags: ["mode:ask"],
        costNanoUsd: null,
        cacheReadTokens: null,
      },
    });
  });

  test("of empty fields is a call of which nothing is known", () => {
    expect(outcomeOf("1746631772", "None", "", "", "", "", "")).toMatchObject({
      kind: "call",
      call: {
        durationMs: null,
        requestModel: null,
        inputTokens: null,
        outputTokens: null,
        tokenSource: "absent",
        prompt: null,
        promptSource: null,
        tags: [],
      },
    });
  });

  test("with mistakes is rejected with all of them", () => {
    expect(outcomeOf("soon", "gpt-4o", "-1", "7", "fast", "", "")).toEqual({
      kind: "rejected",
      reasons: [
        'at must be a number, got "soon"',
        'in must be a whole number of tokens >= 0, got "-1"',
        'took must be a number >= 0 (s), got "fast"',
      ],
    });
  });
});
