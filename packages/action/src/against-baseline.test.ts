import type { Run, RunItem, SideName } from "@promptprof/bench";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { againstBaseline, readKeptRun } from "./against-baseline.ts";

function item(side: SideName, prompt: string): RunItem {
  return {
    side,
    prompt,
    version: "0123456789ab",
    provider: "local",
    model: "m",
    case: "1",
    cluster: "1",
    repeat: 0,
    tags: {},
    startedAt: 0,
    outcome: {
      kind: "failure",
      errorClass: "timeout",
      message: "",
      httpStatus: null,
      durationMs: 1,
      attempts: 1,
    },
    cost: null,
    unpriced: null,
    segments: [],
    scores: [],
  };
}

function runOf(id: string, startedAt: string, items: readonly RunItem[]): Run {
  const at = Date.parse(startedAt);
  const suite = { name: "s", file: "s.yaml", hash: "0" };
  return {
    id,
    suite,
    base: null,
    head: id,
    startedAt: at,
    endedAt: at,
    seed: 1,
    ended: "complete",
    replayed: null,
    prompts: [],
    unchanged: [],
    scorers: [],
    items,
  };
}

test("a kept run is the base of the new one, in what both have", () => {
  const kept = runOf("old", "2026-11-17", [item("base", "a"), item("head", "a"), item("head", "gone")]);
  const now = runOf("new", "2026-11-24", [item("head", "a"), item("head", "fresh")]);
  const both = againstBaseline(kept, now);
  expect(both).toMatchObject({ id: "new", base: "old of 2026-11-17", head: "new" });
  expect(both.items.map(({ side, prompt }) => `${side} ${prompt}`)).toEqual(["base a", "head a"]);
});

test("no file is no baseline, a run is read back, and anything else is told", () => {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-baseline-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "run.json");
  expect(readKeptRun(file)).toBeNull();
  const run = runOf("old", "2026-11-17", [item("head", "a")]);
  writeFileSync(file, JSON.stringify(run));
  expect(readKeptRun(file)).toEqual(run);
  for (const wrong of ["", "[]", '{"items": 1}', "not JSON"]) {
    writeFileSync(file, wrong);
    expect(() => readKeptRun(file)).toThrow("run.json is no run of promptprof bench");
  }
});
