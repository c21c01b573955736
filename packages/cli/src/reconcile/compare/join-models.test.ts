import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinModels } from "./join-models.ts";
import { readModelName } from "./model-name.ts";

const none = new Map<string, string>();
const joined = (invoice: (string | null)[], ours: (string | null)[], given = none) =>
  joinModels(invoice, ours, given).map((group) => [
    group.invoice.join("+"),
    group.ours.join("+"),
    group.ground,
  ]);

const sorted = (models: readonly (string | null)[]) =>
  models.toSorted((a, b) => (a ?? "").localeCompare(b ?? ""));

describe("a model's name", () => {
  test.each([
    ["gpt-4o-2024-08-06", "gpt-4o", "20240806"],
    ["openai/GPT-4o-2024-08-06", "gpt-4o", "20240806"],
    ["Claude Haiku 4.5", "claude-haiku-4-5", null],
    ["Claude 3.5 Sonnet 2024-10-22", "claude-3-5-sonnet", "20241022"],
    ["claude-sonnet-4@20250514", "claude-sonnet-4", "20250514"],
    ["us.anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet", "20241022"],
    ["claude-3-5-sonnet-latest", "claude-3-5-sonnet", null],
    ["gpt-4-0613", "gpt-4", "0613"],
    ["mistral-large-2407", "mistral-large", "2407"],
    ["gemini-1.5-pro-002", "gemini-1-5-pro", "002"],
    ["llama3-70b-8192", "llama3-70b-8192", null],
    ["ft:gpt-4o-2024-08-06:shop::a1", "ft:gpt-4o-2024-08-06:shop::a1", null],
  ])("%s is of the family %s, snapshot %s", (name, family, snapshot) => {
    expect(readModelName(name)).toMatchObject({ family, snapshot });
  });
});

describe("models of both sides", () => {
  test("are joined where they are written alike, and the rest is left over on its side", () => {
    expect(joined(["gpt-4o", "o3", null], ["gpt-4o", "claude-opus-4", null])).toEqual([
      ["gpt-4o", "gpt-4o", "exact"],
      ["o3", "", null],
      ["", "", "exact"],
      ["", "claude-opus-4", null],
    ]);
  });

  test("are joined by spelling, also a second spelling of one that is joined already", () => {
    expect(joined(["Claude Haiku 4.5"], ["claude-haiku-4-5"])).toEqual([
      ["Claude Haiku 4.5", "claude-haiku-4-5", "spelling"],
    ]);
    expect(joined(["gpt-4o"], ["openai/gpt-4o", "gpt-4o"])).toEqual([
      ["gpt-4o", "gpt-4o+openai/gpt-4o", "spelling"],
    ]);
  });

  test("an alias joins the dated versions of its family on the other side, all of them", () => {
    expect(joined(["gpt-4o-2024-08-06"], ["gpt-4o"])).toEqual([["gpt-4o-2024-08-06", "gpt-4o", "snapshot"]]);
    expect(joined(["gpt-4o-2024-08-06", "gpt-4o-2024-11-20"], ["gpt-4o"])).toEqual([
      ["gpt-4o-2024-08-06+gpt-4o-2024-11-20", "gpt-4o", "snapshot"],
    ]);
    expect(joined(["gpt-4o-2024-08-06"], ["gpt-4o-2024-08-06", "gpt-4o"])).toEqual([
      ["gpt-4o-2024-08-06", "gpt-4o+gpt-4o-2024-08-06", "snapshot"],
    ]);
  });

  test("two dates of one family are two models with two prices", () => {
    expect(joined(["gpt-4o-2024-05-13"], ["gpt-4o-2024-08-06"])).toEqual([
      ["gpt-4o-2024-05-13", "", null],
      ["", "gpt-4o-2024-08-06", null],
    ]);
  });

  test("a fine-tuned model is not joined with what it was made from", () => {
    expect(joined(["ft:gpt-4o-mini-2024-07-18:shop::a1"], ["gpt-4o-mini"])).toHaveLength(2);
  });

  test("what the command line says comes first", () => {
    expect(joined(["gpt-4o", "o3"], ["prod-chat", "o3"], new Map([["gpt-4o", "prod-chat"]]))).toEqual([
      ["gpt-4o", "prod-chat", "given"],
      ["o3", "o3", "exact"],
    ]);
  });

  test("each is in one group, whatever there is and in any order", () => {
    const name = fc.constantFrom(
      "gpt-4o",
      "GPT-4o",
      "gpt-4o-2024-08-06",
      "gpt-4o-2024-11-20",
      "o3",
      "x/o3",
      null,
    );
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (invoice, ours) => {
        const groups = joinModels(invoice, ours, none);
        expect(sorted(groups.flatMap((group) => group.invoice))).toEqual(sorted(invoice));
        expect(sorted(groups.flatMap((group) => group.ours))).toEqual(sorted(ours));
        const key = (group: (typeof groups)[number]) =>
          JSON.stringify([sorted(group.invoice), sorted(group.ours)]);
        const other = joinModels(invoice.toReversed(), ours.toReversed(), none);
        expect(other.map(key).toSorted()).toEqual(groups.map(key).toSorted());
      }),
    );
  });
});
