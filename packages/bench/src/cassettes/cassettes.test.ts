import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { promptInSuite } from "../prompts/prompt-of-entry.ts";
import { runSuite } from "../run/run-suite.ts";
import { optionsFor, suiteWith } from "../run/suite-with.case.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-cassette-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keys(file: string): readonly string[] | null {
  return readFileSync(file, "utf8").match(/"key":"\w+"/g);
}

const noCall = () => {
  throw new Error("a replay makes no call");
};

test("a replay gives the outcomes that were recorded, with their times, repeat by repeat", async () => {
  const record = join(folder, "whole.jsonl");
  let calls = 0;
  const call = () => {
    calls += 1;
    if (calls === 3) throw new Error("out of order");
    return { text: `answer ${calls}`, ttftMs: 1.5 * calls };
  };
  const live = suiteWith({ cases: 3, repeats: 2, call, limits: { retries: 0 } });
  const made = await runSuite(live.suite, optionsFor(live.prompts, { record }));
  const { suite, prompts } = suiteWith({ cases: 3, repeats: 2, call: noCall });
  const replayed = await runSuite(suite, optionsFor(prompts, { replay: record, seed: 7 }));
  if ("mistakes" in made || "mistakes" in replayed) throw new Error("no run");
  const outcomes = ({ items }: typeof made) =>
    new Map(
      items.map(({ side, repeat, outcome, ...item }) => [[side, repeat, item.case].join(), outcome] as const),
    );
  expect(outcomes(replayed)).toEqual(outcomes(made));
  expect(replayed.replayed).toBe(record);
  await runSuite(live.suite, optionsFor(live.prompts, { record: `${record}2`, seed: 9 }));
  expect(keys(`${record}2`)).toEqual(keys(record));
});

test("a request that is not in the cassette is told with its prompt and case, and what differs", async () => {
  const record = join(folder, "stale.jsonl");
  const { suite, prompts } = suiteWith({ cases: 1 });
  await runSuite(suite, optionsFor(prompts, { record }));
  const replay = async (template: string, more: object = {}, stated: object = {}) => {
    const head = promptInSuite(template, { model: "m", ...stated });
    const changed = prompts.map((prompt) => ({ ...prompt, head, base: null }));
    const run = await runSuite({ ...suite, ...more }, optionsFor(changed, { replay: record }));
    return "mistakes" in run
      ? run.mistakes[0]?.replace(`${record} does not hold the head of prompt p0, `, "")
      : run;
  };
  expect(await replay("0: say it, {{word}}")).toBe(
    'case c0, repeat 0, provider f0: message 1 (user) differs at character 8: recorded "word 0", now "it, word 0"',
  );
  expect(await replay("0: say {{word}}", {}, { model: "n" })).toBe(
    "case c0, repeat 0, provider f0: it was recorded with model m, now it is n",
  );
  expect(await replay("0: say {{word}}", {}, { parameters: { temperature: 1 } })).toBe(
    "case c0, repeat 0, provider f0: temperature was not set, now it is 1",
  );
  const cases = suite.cases.map((one) => ({ ...one, name: "new", variables: { word: "new" } }));
  expect(await replay("0: say {{word}}", { cases })).toBe(
    "case new, repeat 0, provider f0: no case new was recorded for this prompt",
  );
  expect(await replay("0: say {{word}}", { repeats: 2 })).toBe(
    "case c0, repeat 1, provider f0: it holds no repeat 1",
  );
});

test("what is no cassette says so in one line", async () => {
  const { suite, prompts } = suiteWith({ cases: 1 });
  const file = join(folder, "none.jsonl");
  writeFileSync(file, '{"a":1}\n');
  await expect(runSuite(suite, optionsFor(prompts, { replay: file }))).rejects.toThrow(
    `${file} is no cassette; record one with --record ${file}`,
  );
});
