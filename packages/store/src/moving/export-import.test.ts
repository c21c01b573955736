import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { costOf, type Call, type Score } from "@promptprof/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyCall } from "../arbitrary-call.case.ts";
import { callWith, DAY, received, UNKNOWN, YESTERDAY } from "../call-with.case.ts";
import { openStore } from "../open-store.ts";
import type { ReceivedCall, Store, StoredLedger } from "../store.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { ImportError } from "./import-error.ts";
import { exported, FORMATS, imported, WIDE } from "./moving.case.ts";

/** Runs work on a new store. There can be only one at a time in a process. */
async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir: temporaryFolder() });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

interface Answers {
  readonly ledger: StoredLedger;
  readonly rest: unknown;
}

/** What a store says of everything that is in it. */
async function answers(store: Store): Promise<Answers> {
  const question = { ...WIDE, from: YESTERDAY, to: YESTERDAY + DAY };
  const calls = await storedCalls(store);
  const scores = await store.scoresOf(calls.map(({ call }) => call));
  const rest = {
    calls,
    scores: [...scores].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    prompts: await store.prompts({ ...question, trendPoints: 3 }),
    totals: await store.totals(question),
    versions: await store.versions(question),
    series: await store.series({ ...question, metric: "cost", step: 3_600_000, by: "model", top: 5, now: 0 }),
    unpriced: await store.unpriced(question),
  };
  return { ledger: await store.ledger(WIDE), rest };
}

async function storedCalls(store: Store): Promise<readonly ReceivedCall[]> {
  const calls = await store.storedCalls({ ...WIDE, after: null, limit: 100_000 });
  return calls.toSorted((a, b) => (a.call.spanId < b.call.spanId ? -1 : 1));
}

/** The ledger counts what has come in: of a store that was filled by hand it has to be said. */
function fill(store: Store, calls: readonly Call[], batch: number): Promise<unknown> {
  const additions = [{ kind: "received", reason: "", receivedAt: batch / 1000, n: calls.length }] as const;
  return Promise.all([store.insert(received(calls, batch)), store.recordLedger(String(batch), additions)]);
}

test("export and then import is the identity, in every format: calls, corrected prices, scores", async () => {
  const folder = temporaryFolder();
  const any = fc.sample(anyCall("any"), { numRuns: 300, seed: 7 });
  const [unknown, priced, same] = [callWith(UNKNOWN), callWith({ responseId: "resp" }), callWith()];
  const { before, files } = await withStore(async (store) => {
    await fill(store, [...any, unknown, priced, same], YESTERDAY * 1000 + 1);
    await correct(store, [unknown, priced], 7);
    await correct(store, [unknown], 9);
    await store.recordScores(scoresOf(priced));
    const files = [];
    for (const format of FORMATS) {
      const scores = await exported(store, folder, { format, what: "scores" });
      files.push({ calls: await exported(store, folder, { format }), scores });
    }
    return { before: await answers(store), files };
  });
  for (const { calls, scores } of files) {
    await withStore(async (store) => {
      expect(await imported(store, calls)).toEqual({ what: "calls", rows: 303, stored: 303, duplicate: 0 });
      expect(await imported(store, scores)).toMatchObject({ what: "scores", rows: 2 });
      expect(await answers(store)).toEqual(before);
      expect(await imported(store, calls)).toEqual({ what: "calls", rows: 303, stored: 0, duplicate: 303 });
      await imported(store, scores);
      const { ledger, ...again } = await answers(store);
      expect({ ...again, ledger: before.ledger }).toEqual(before);
      expect(ledger).toMatchObject({ received: 606, stored: 303, duplicate: 303 });
    });
  }
}, 300_000);

function scoresOf({ project, traceId, spanId, responseId }: Call): Score[] {
  const rest = { project, source: "rule", id: null, time: YESTERDAY } as const;
  return [
    { ...rest, name: "a\tb'\"c", value: -0.1, label: "\\N", traceId, spanId, responseId: null },
    { ...rest, name: "tone", value: null, label: null, traceId: null, spanId: null, responseId },
  ];
}

async function correct(store: Store, calls: readonly Call[], nano: number): Promise<void> {
  const keys = new Set(calls.map(({ spanId }) => spanId));
  const found = (await storedCalls(store)).filter(({ call }) => keys.has(call.spanId));
  const costNanoUsd = costOf({ input: nano, cacheRead: 0, cacheWrite: 0, output: 0 });
  const pricing = {
    status: "priced",
    row: `row ${nano}`,
    effectiveFrom: "2026-01-01",
    reason: null,
  } as const;
  await store.correctPrices(
    found.map((one) => ({ received: one, price: { costNanoUsd, pricing, notes: ["repriced"] } })),
  );
}

test("an import that was cut goes on where it was, and the ledger adds up", async () => {
  const folder = temporaryFolder();
  const calls = Array.from({ length: 20_000 }, () => callWith());
  const path = await withStore(async (store) => {
    await store.insert(received(calls));
    return exported(store, folder);
  });
  await withStore(async (store) => {
    for await (const { rows } of store.import(path)) if (rows > 0) break;
    expect((await storedCalls(store)).length).toBeLessThan(20_000);
    expect((await imported(store, path)).stored).toBeLessThan(20_000);
    const { received: all, stored, duplicate } = await store.ledger(WIDE);
    expect([stored, all]).toEqual([20_000, stored + duplicate]);
  });
});

test("a range and a project choose the calls, and what is damaged or not ours is refused with its place", async () => {
  await withStore(async (store) => {
    const folder = temporaryFolder();
    await store.insert(received([callWith(), callWith(), callWith({ project: "other" })]));
    const path = await exported(store, folder, { project: "default" });
    expect(await readFile(await exported(store, folder, { to: YESTERDAY }), "utf8")).toBe("");
    const [first = "", second = "", more] = (await readFile(path, "utf8")).split("\n");
    expect(more).toBe("");
    const refused = async (text: string | Buffer): Promise<string> => {
      const damaged = join(folder, `damaged-${Math.random()}`);
      await writeFile(damaged, text);
      return imported(store, damaged).then(
        () => "taken",
        (error: unknown) => (error instanceof ImportError ? error.message : String(error)),
      );
    };
    expect(await refused(`${first}\n${second.slice(0, 300)}`)).toMatch(/^row 2: /);
    expect(await refused(`${first}\n${second.replace('"priced"', '"perhaps"')}`)).toBe(
      "row 2: pricing_status: unknown word: perhaps",
    );
    expect(await refused(second.replace(/"span_id":"\w+"/, '"span_id":"x"'))).toBe(
      "row 1: a value: not 16 hex digits: x",
    );
    expect(await refused(second.replace('"input_tokens":1000', '"input_tokens":-1'))).toMatch(
      /^row 1: .*input_tokens/,
    );
    expect(await refused('{"a":1}\n')).toMatch(/^not a file of promptprof export: its columns are a;/);
    expect(await refused(first.replace("{", '{"future":1,'))).toMatch(/^column "future" is not known/);
    expect(await refused(Buffer.from("PAR1 and no more"))).toMatch(/not a parquet file/i);
    const parquet = await readFile(await exported(store, folder, { format: "parquet" }));
    expect(await refused(parquet.subarray(0, parquet.length - 10))).toMatch(/not a parquet file/i);
    expect(await refused("")).toBe("taken");
  });
});
