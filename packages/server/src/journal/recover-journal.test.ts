import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_COUNTS } from "./batch-counts.ts";
import { DamagedFileError } from "./journal-errors.ts";
import { LineBuffer } from "./line-buffer.ts";
import { callObservation } from "./observation.case.ts";
import { recoverJournal } from "./recover-journal.ts";
import type { Settlement } from "./settlement.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-recover-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function write(batch: number, spans: readonly number[]): Promise<void> {
  const { journal } = await recoverJournal(folder);
  const lines = new LineBuffer();
  for (const span of spans) lines.append(callObservation(1, span));
  await journal.writeBatch({ batch, counts: { ...NO_COUNTS, calls: spans.length } }, [lines.bytes]);
}

function decision(number: number, completes: readonly number[], calls: Settlement["calls"] = []): Settlement {
  return { number, calls, late: [], completes };
}

test("what was written is there again, oldest first, with its observations", async () => {
  await write(20, [3]);
  await write(3, [1, 2]);
  const { journal, batches, done, unfinished, damaged, last } = await recoverJournal(folder);
  expect(batches.map(({ batch, counts }) => [batch, counts.calls])).toEqual([
    [3, 2],
    [20, 1],
  ]);
  expect(await journal.readBatch(3)).toEqual([callObservation(1, 1), callObservation(1, 2)]);
  expect({ done, unfinished, damaged, last }).toEqual({ done: [], unfinished: [], damaged: [], last: 20 });
  const bytes = ["3.batch", "20.batch"].reduce(
    (sum, name) => sum + readFileSync(join(folder, name)).byteLength,
    0,
  );
  expect(journal.bytes).toBe(bytes);
});

test("what an older version wrote lacks fields that came later: they are unknown, not missing", async () => {
  const written = callObservation(1, 1);
  const later = new Set(["serviceTier", "inputAudioTokens", "outputAudioTokens", "headersMs", "gaps"]);
  const olderCall = Object.fromEntries(Object.entries(written.call).filter(([field]) => !later.has(field)));
  const { journal } = await recoverJournal(folder);
  const line = `${JSON.stringify({ ...written, call: olderCall })}\n`;
  await journal.writeBatch({ batch: 3, counts: { ...NO_COUNTS, calls: 1 } }, [Buffer.from(line)]);
  expect(await journal.readBatch(3)).toEqual([written]);
});

test("a file still being written when the process died is gone: nobody was told that it is safe", async () => {
  writeFileSync(join(folder, "7.batch.part"), "half");
  expect(await recoverJournal(folder)).toMatchObject({ batches: [], damaged: [] });
  expect(readdirSync(folder)).toEqual([]);
});

test("a batch with a broken first line is set aside at once, the others are untouched", async () => {
  await write(3, [1]);
  await write(4, [2]);
  writeFileSync(join(folder, "3.batch"), "nonsense\n");
  const { batches, damaged } = await recoverJournal(folder);
  expect(batches.map(({ batch }) => batch)).toEqual([4]);
  expect(damaged).toEqual([{ name: "3.batch", reason: "its first line is not what was written" }]);
  expect(readdirSync(folder).toSorted()).toEqual(["3.batch.damaged", "4.batch"]);
});

test("a batch that was cut keeps its counts, and is set aside when they have been recorded", async () => {
  await write(3, [1, 2]);
  truncateSync(join(folder, "3.batch"), 500);
  const { journal, batches } = await recoverJournal(folder);
  expect(batches).toMatchObject([{ batch: 3, counts: { calls: 2 } }]);
  await expect(journal.readBatch(3)).rejects.toThrow(DamagedFileError);
  await journal.writeSettlement(decision(9, [3]));
  await journal.finish(decision(9, [3]));
  expect(readdirSync(folder).toSorted()).toEqual(["3.batch.damaged", "9.done"]);
});

test("a decision stays as long as a batch of which it decided a part, and the newest stays for its number", async () => {
  await write(3, [1, 2]);
  const { journal } = await recoverJournal(folder);
  const { call } = callObservation(1, 1);
  const part = decision(
    10,
    [],
    [{ batch: 3, traceId: call.traceId, spanId: call.spanId, call: null, absorbed: [] }],
  );
  for (const settlement of [part, decision(11, []), decision(12, [3]), decision(13, [])]) {
    await journal.writeSettlement(settlement);
    await journal.finish(settlement);
    if (settlement.number === 11)
      expect(readdirSync(folder).toSorted()).toEqual(["10.done", "11.done", "3.batch"]);
  }
  expect(readdirSync(folder)).toEqual(["13.done"]);
  expect((await recoverJournal(folder)).last).toBe(13);
});

test("a batch that a carried out decision completes is not replayed, even if its removal was lost", async () => {
  await write(3, [1]);
  const file = readFileSync(join(folder, "3.batch"));
  const { journal } = await recoverJournal(folder);
  await journal.writeSettlement(decision(9, [3]));
  await journal.finish(decision(9, [3]));
  writeFileSync(join(folder, "3.batch"), file);
  expect(await recoverJournal(folder)).toMatchObject({ batches: [] });
  expect(readdirSync(folder)).toEqual(["9.done"]);
});

test("finishing twice is finishing once", async () => {
  const { journal } = await recoverJournal(folder);
  await journal.writeSettlement(decision(9, []));
  await journal.finish(decision(9, []));
  await expect(journal.finish(decision(9, []))).resolves.toBeUndefined();
});

test("a batch whose file is gone is as good as damaged, and there is nothing to set aside", async () => {
  await write(3, [1]);
  const { journal } = await recoverJournal(folder);
  rmSync(join(folder, "3.batch"));
  await expect(journal.readBatch(3)).rejects.toThrow(DamagedFileError);
  await journal.writeSettlement(decision(9, [3]));
  await journal.finish(decision(9, [3]));
  expect(readdirSync(folder)).toEqual(["9.done"]);
});
