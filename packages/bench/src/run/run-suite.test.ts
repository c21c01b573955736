import fc from "fast-check";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { readScorer } from "../suite/read-scorer.ts";
import type { Suite } from "../suite/suite.ts";
import { runSuite } from "./run-suite.ts";
import type { Run } from "./run.ts";
import { optionsFor, suiteWith } from "./suite-with.case.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-run-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ran(suite: Suite, options: Parameters<typeof runSuite>[1]): Promise<Run> {
  const run = await runSuite(suite, options);
  if ("mistakes" in run) throw new Error(run.mistakes.join("\n"));
  return run;
}

const spent = ({ items }: Run): number => items.reduce((sum, { cost }) => sum + (cost?.total ?? 0), 0) / 1e9;

function broken(): never {
  throw new Error("no idea\nat all");
}

function noNumber(): number {
  return Number.NaN;
}

/** The head reads about twice as much as the base. */
function twiceAsLong({ messages }: { readonly messages: readonly { readonly content: string }[] }) {
  const isBase = (messages[0]?.content ?? "").includes("please");
  const wobble = (messages[0]?.content.length ?? 0) % 7;
  return { text: "", inputTokens: (isBase ? 1000 : 2000) + wobble, outputTokens: 10 };
}

test("every call is an item with its cost, its segments and its side's version", async () => {
  const { suite, prompts } = suiteWith({ cases: 3, repeats: 2, providers: 2 });
  const { items, ended } = await ran(suite, optionsFor(prompts));
  expect(ended).toBe("complete");
  expect(items).toHaveLength(3 * 2 * 2 * 2);
  const base = items.find(({ side }) => side === "base");
  expect(base).toMatchObject({
    version: prompts[0]?.base?.version,
    cost: { total: 1_000_000 },
    unpriced: null,
  });
  expect(base?.segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(100);
});

test("never are more calls in flight than the limit allows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 20 }), async (most, cases) => {
      let inFlight = 0;
      let seen = 0;
      const call = async () => {
        inFlight += 1;
        seen = Math.max(seen, inFlight);
        await nextTurn();
        inFlight -= 1;
        return "";
      };
      const { suite, prompts } = suiteWith({ cases, call, limits: { concurrency: most } });
      const { items } = await ran(suite, optionsFor(prompts));
      expect(items).toHaveLength(cases * 2);
      expect(seen).toBeLessThanOrEqual(most);
    }),
    { numRuns: 40 },
  );
});

test("a money limit is exceeded by no more than the calls in flight, and leaves whole pairs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 60 }),
      async (concurrency, calls) => {
        const { suite, prompts } = suiteWith({ cases: 40, limits: { concurrency }, maxUsd: calls / 1000 });
        const run = await ran(suite, optionsFor(prompts));
        expect(run.ended).toBe("money");
        expect(spent(run)).toBeGreaterThanOrEqual((calls - 1) / 1000);
        expect(spent(run)).toBeLessThanOrEqual((calls + 2 * concurrency) / 1000 + 1e-9);
        const bases = run.items.filter(({ side }) => side === "base");
        expect(bases).toHaveLength(run.items.length / 2);
      },
    ),
    { numRuns: 30 },
  );
});

test("a provider that fails half of the time gives as many results as calls", async () => {
  let calls = 0;
  const call = () => {
    calls += 1;
    if (calls % 2 === 0) throw new Error("out of order");
    return "fine";
  };
  const { suite, prompts } = suiteWith({ cases: 10, call });
  const { items } = await ran(suite, optionsFor(prompts));
  const failed = items.filter(({ outcome }) => outcome.kind === "failure");
  expect(items).toHaveLength(20);
  expect(failed).toHaveLength(10);
  expect(failed[0]?.outcome).toMatchObject({ errorClass: "other", message: "out of order", attempts: 1 });
  expect(failed[0]).toMatchObject({ cost: null, unpriced: "failed_without_tokens", scores: [] });
});

test("a scorer that throws or answers NaN gives a score without value, and says why", async () => {
  const scorers = [broken, noNumber].flatMap((score) => {
    const read = readScorer(score, { directory: ".", provider: () => undefined });
    return "scorer" in read ? [read.scorer] : [];
  });
  const { suite, prompts } = suiteWith({ cases: 1 });
  const { items } = await ran({ ...suite, scorers }, optionsFor(prompts));
  expect(items[0]?.scores).toEqual([
    { name: "broken", value: null, reason: expect.stringContaining("no idea") },
    { name: "noNumber", value: null, reason: expect.stringContaining("NaN") },
  ]);
});

test("a signal ends a run with what is there, and going on repeats no call", async () => {
  const log = join(folder, "stopped.jsonl");
  const stop = new AbortController();
  const asked: string[] = [];
  const call = async ({ messages }: { messages: readonly { content: string }[] }) => {
    asked.push(messages[0]?.content ?? "");
    await nextTurn();
    return { text: "", inputTokens: 100, outputTokens: 10 };
  };
  const { suite, prompts } = suiteWith({ cases: 10, call });
  const onProgress = ({ done }: { done: number }) => {
    if (done === 7) stop.abort();
  };
  const half = await ran(suite, optionsFor(prompts, { log, onProgress, signal: stop.signal }));
  expect(half).toMatchObject({ ended: "stopped" });
  expect(half.items).toHaveLength(7);
  appendFileSync(log, '{"side":"base","prompt":"p0","outco');
  asked.length = 0;
  const whole = await ran(suite, optionsFor(prompts, { log, resume: true, seed: null, id: "other" }));
  expect(whole).toMatchObject({ ended: "complete", id: half.id, seed: half.seed, startedAt: half.startedAt });
  expect(whole.items).toHaveLength(20);
  expect(asked).toHaveLength(13);
  expect(readFileSync(log, "utf8").trim().split("\n")).toHaveLength(21);
});

test("a log of another suite is not gone on with", async () => {
  const log = join(folder, "other.jsonl");
  const { suite, prompts } = suiteWith({ cases: 1 });
  await ran(suite, optionsFor(prompts, { log }));
  const other = await runSuite(
    { ...suite, hash: "ba9876543210" },
    optionsFor(prompts, { log, resume: true }),
  );
  expect(other).toEqual({
    mistakes: [`${log} is of a run with another suite; begin a new one without --resume`],
  });
});

test("an adaptive run stops a prompt whose verdict is clear, long before the last case", async () => {
  const { suite, prompts } = suiteWith({ cases: 600, call: twiceAsLong, limits: { concurrency: 1 } });
  // The margin of the time is wide, since the calls take none.
  const margins = { latency: 1e9, cost: 0.05, "score:failed": 0.05 };
  const { items, ended } = await ran({ ...suite, margins }, optionsFor(prompts, { adaptive: true }));
  expect(ended).toBe("complete");
  expect(items.length).toBeLessThan(600);
});

/** The base's call of one case fails, and one case is answered wrongly. */
function yesOrNo({ messages }: { readonly messages: readonly { readonly content: string }[] }): string {
  const said = messages[0]?.content ?? "";
  if (said.includes("please") && said.endsWith("0")) throw new Error("down");
  return said.endsWith("1") ? "no" : "yes";
}

test("totals are of all calls of a side, failed ones too, and need no text that is kept", async () => {
  const made = readScorer(
    { classification: { labels: ["yes", "no"] } },
    { directory: ".", provider: () => undefined },
  );
  if ("mistakes" in made) throw new Error("no scorer");
  const { suite, prompts } = suiteWith({ cases: 3, call: yesOrNo, limits: { retries: 0 } });
  const cases = suite.cases.map((one) => ({ ...one, expected: "yes" }));
  const scored = { ...suite, cases, scorers: [made.scorer], keepReplies: false };
  const { totals } = await ran(scored, optionsFor(prompts));
  expect(totals).toMatchObject([
    { prompt: "p0", side: "base", name: "classification/macro-f1", details: { accuracy: 1 / 3 } },
    { prompt: "p0", side: "head", name: "classification/macro-f1", details: { accuracy: 2 / 3 } },
  ]);
  const { totals: broken } = await ran(
    {
      ...scored,
      scorers: [
        { ...made.scorer, total: () => [{ name: "t", value: noNumber(), reason: null, details: {} }] },
      ],
    },
    optionsFor(prompts),
  );
  expect(broken?.[0]).toMatchObject({
    value: null,
    reason: "the scorer gave NaN, which is no number to compare",
  });
  const log = join(folder, "totals.jsonl");
  await ran(scored, optionsFor(prompts, { log }));
  const { totals: resumed } = await ran(scored, optionsFor(prompts, { log, resume: true }));
  expect(resumed?.[0]?.reason).toBe("2 replies of before the run was resumed are not kept (keepReplies)");
});
