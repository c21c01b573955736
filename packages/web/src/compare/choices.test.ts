import type { VersionRow } from "@promptprof/server/contract";
import { describe, expect, test } from "vitest";
import { versionRow } from "./version-row.case.ts";
import { modelChoices, versionChoices, withChosen } from "./choices.ts";
import { suggestedVersions } from "./suggested.ts";
import { versionBefore } from "./versions.ts";

const rows: readonly VersionRow[] = [
  versionRow({ version: "v1", firstSeen: "2026-11-01T00:00:00Z", calls: 400, models: ["b"] }),
  versionRow({ version: "v3", firstSeen: "2026-11-03T00:00:00Z", calls: 12, models: ["a"] }),
  versionRow({ version: null, firstSeen: "2026-11-02T00:00:00Z", calls: 50, models: ["b"] }),
];

test("versions stand newest first, and calls without one are a choice too", () => {
  expect(versionChoices(rows)?.shown).toEqual([
    { value: "v3", title: "v3 · 12 calls" },
    { value: "", title: "no version" },
    { value: "v1", title: "v1 · 400 calls" },
  ]);
});

test("models stand by name, each once", () => {
  expect(modelChoices(rows)?.shown.map(({ value }) => value)).toEqual(["a", "b"]);
});

test("of five thousand versions the newest are shown, and the rest is counted", () => {
  const many = Array.from({ length: 5_000 }, (_, i) =>
    versionRow({ version: `v${i}`, firstSeen: new Date(i * 1000).toISOString() }),
  );
  const choices = versionChoices(many);
  expect(choices?.shown).toHaveLength(300);
  expect(choices?.shown[0]?.value).toBe("v4999");
  expect(choices?.left).toBe(4_700);
});

describe("what the address names stays chosen", () => {
  test("with a word where the range has no call of it", () => {
    expect(withChosen(versionChoices(rows), "v9").shown[0]).toEqual({
      value: "v9",
      title: "v9, not in this range",
    });
  });

  test("without one while nobody knows yet", () => {
    expect(withChosen(null, "v9").shown).toEqual([{ value: "v9", title: "v9" }]);
  });
});

test("the two newest versions with thirty calls or more are suggested, the older as the baseline", () => {
  expect(suggestedVersions(rows)).toEqual({ "a.version": "v1", "b.version": "" });
  expect(suggestedVersions(rows.slice(0, 2))).toBeNull();
});

test("the version before is the one first seen just before, whatever its name", () => {
  expect(versionBefore(rows, "v3")?.version).toBeNull();
  expect(versionBefore(rows, null)?.version).toBe("v1");
  expect(versionBefore(rows, "v1")).toBeNull();
});
