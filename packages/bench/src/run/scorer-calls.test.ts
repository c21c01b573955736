import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { reportedRun } from "../analysis/reported-run.ts";
import { functionProvider, type FunctionCall } from "../providers/function-provider.ts";
import { judgeScorer } from "../scorers/judge.ts";
import type { Scorer } from "../scorers/scorer.ts";
import type { Suite } from "../suite/suite.ts";
import { runSuite, type RunOptions } from "./run-suite.ts";
import { optionsFor, suiteWith } from "./suite-with.case.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-judge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function judgedBy(call: FunctionCall): Scorer {
  const provider = { provider: functionProvider("judge", null, call), model: "m", parameters: {} };
  return judgeScorer(
    { provider: "judge", rubric: "polite", mode: "pass" },
    { directory: ".", provider: () => provider },
  );
}

const YES = { text: '{"pass": true}', inputTokens: 100, outputTokens: 10 };

async function ran(
  made: { suite: Suite; prompts: RunOptions["prompts"] },
  judge: FunctionCall,
  more: Partial<RunOptions> = {},
) {
  return runSuite({ ...made.suite, scorers: [judgedBy(judge)] }, optionsFor(made.prompts, more));
}

function noCall(): never {
  throw new Error("a replay makes no call");
}

test("a judge's calls are paid from the run's money, and its report says so", async () => {
  const run = await ran(suiteWith({ cases: 2 }), () => YES);
  if ("mistakes" in run) throw new Error("no run");
  expect(run.items.map(({ scoring }) => scoring)).toEqual(
    Array.from({ length: 4 }, () => ({ calls: 1, nanoUsd: 1_000_000, unpriced: 0 })),
  );
  expect(reportedRun(run)).toMatchObject({ calls: 4, scorerCalls: 4, costNanoUsd: 8_000_000, unpriced: 0 });
  // Pairs of 4 calls at 0.001 dollars with one in flight: the second is begun below the limit, the third is not.
  const limited = suiteWith({ cases: 10, maxUsd: 0.006, limits: { concurrency: 1 } });
  const ended = await ran(limited, () => YES);
  expect(ended).toMatchObject({ ended: "money" });
  expect("items" in ended && ended.items).toHaveLength(4);
});

test("a judge is retried as every call is", async () => {
  let asked = 0;
  const run = await ran(suiteWith({ cases: 1, limits: { concurrency: 1 } }), () => {
    asked += 1;
    if (asked === 1)
      throw Object.assign(new Error("busy"), {
        status: 429,
        cause: Object.assign(new Error("x"), { code: "ECONNRESET" }),
      });
    return YES;
  });
  expect("items" in run && run.items.map(({ scores }) => scores[0]?.value)).toEqual([1, 1]);
  expect(asked).toBe(3);
});

test("a cassette answers for the judge too, and names a call of a scorer that it lacks", async () => {
  const record = join(folder, "judged.jsonl");
  const made = await ran(suiteWith({ cases: 2 }), () => YES, { record });
  const whole = readFileSync(record, "utf8");
  const again = suiteWith({ cases: 2, call: noCall });
  const replayed = await ran(again, noCall, { replay: record });
  if ("mistakes" in made || "mistakes" in replayed) throw new Error("no run");
  expect(replayed.items.map(({ scores }) => scores)).toEqual(made.items.map(({ scores }) => scores));
  writeFileSync(record, whole.replace(/^.*"scorer":"judge".*\n/mu, ""));
  expect(await ran(again, noCall, { replay: record })).toMatchObject({
    mistakes: [expect.stringContaining("call of scorer judge on the "), expect.stringContaining("--record")],
  });
});

test("what is recorded is on disk when its call has ended", async () => {
  const record = join(folder, "killed.jsonl");
  const seen: number[] = [];
  const one = suiteWith({ cases: 2, limits: { concurrency: 1 } });
  await ran(one, () => (seen.push(readFileSync(record, "utf8").split("\n").length - 2), YES), { record });
  expect(seen).toEqual([1, 3, 5, 7]);
});
