import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BatchClock } from "./batch-clock.ts";
import { NO_COUNTS } from "./batch-counts.ts";
import { BatchWriter, type AcknowledgedBatch } from "./batch-writer.ts";
import { arrivalOf, callObservation } from "./observation.case.ts";
import { recoverJournal } from "./recover-journal.ts";

let folder = "";
let acknowledged: AcknowledgedBatch[] = [];
let writer: BatchWriter;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-writer-"));
  acknowledged = [];
  const { journal } = await recoverJournal(folder);
  writer = new BatchWriter(journal, new BatchClock(0), Date.now, (batch) => acknowledged.push(batch));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function arrival(trace: number, calls: number) {
  return arrivalOf(
    Array.from({ length: calls }, (_, span) => callObservation(trace, span)),
    { negative_tokens: 1 },
  );
}

function sized(calls: number) {
  return { ...arrival(1, 1), counts: { ...NO_COUNTS, calls } };
}

test("a lone request is a batch of its own, durable before it resolves", async () => {
  await writer.add(arrival(1, 2));
  expect(readdirSync(folder)).toEqual([`${acknowledged[0]?.batch}.batch`]);
  expect(acknowledged).toMatchObject([{ counts: { calls: 2, rejected: { negative_tokens: 1 } } }]);
});

test("requests that come together share a batch, in their order", async () => {
  await Promise.all([1, 2, 3].map((trace) => writer.add(arrival(trace, 2))));
  expect(acknowledged).toMatchObject([{ counts: { calls: 6, rejected: { negative_tokens: 3 } } }]);
  const { journal } = await recoverJournal(folder);
  expect(await journal.readBatch(acknowledged[0]?.batch ?? 0)).toEqual(
    [1, 2, 3].flatMap((trace) => arrival(trace, 2).observations),
  );
});

test("requests that come while a batch is written form the next one", async () => {
  const first = writer.add(arrival(1, 1));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  await Promise.all([first, writer.add(arrival(2, 1)), writer.add(arrival(3, 1))]);
  expect(acknowledged.map(({ counts }) => counts.calls)).toEqual([1, 2]);
});

test("a batch closes at 20,000 spans, and a larger request goes alone", async () => {
  await Promise.all([12_000, 12_000, 30_000, 1].map((calls) => writer.add(sized(calls))));
  expect(acknowledged.map(({ counts }) => counts.calls)).toEqual([12_000, 12_000, 30_000, 1]);
});

test("a disk that does not take a batch fails its requests alone, and nothing of it counts", async () => {
  rmSync(folder, { recursive: true });
  await expect(writer.add(arrival(1, 1))).rejects.toThrow(/ENOENT/);
  const { journal } = await recoverJournal(folder);
  await writer.add(arrival(2, 1));
  expect(acknowledged).toHaveLength(1);
  expect(await journal.readBatch(acknowledged[0]?.batch ?? 0)).toEqual(arrival(2, 1).observations);
  await writer.idle();
});
