import type { Score } from "@promptprof/model";
import { expect, test } from "vitest";
import { ScoreWriter } from "./score-writer.ts";

const score = (name: string): Score => ({
  project: "shop",
  name,
  source: "rule",
  value: 1,
  label: null,
  id: null,
  traceId: null,
  spanId: null,
  responseId: "r",
  time: 0,
});

test("what comes while an insert is under way goes together into the next one", async () => {
  const inserts: string[][] = [];
  const writer = new ScoreWriter(async (scores) => {
    inserts.push(scores.map(({ name }) => name));
    await new Promise(setImmediate);
  });
  const first = writer.add([score("a")]);
  await new Promise(setImmediate);
  await Promise.all([first, writer.add([score("b")]), writer.add([score("c"), score("d")])]);
  expect(inserts).toEqual([["a"], ["b", "c", "d"]]);
});

test("a refusal reaches those whose scores it concerns, and the next insert goes on", async () => {
  let refuses = true;
  const writer = new ScoreWriter(async () => {
    if (refuses) throw new Error("no");
  });
  await expect(writer.add([score("a")])).rejects.toThrow("no");
  refuses = false;
  await expect(writer.add([score("b")])).resolves.toBeUndefined();
});
