import { AssertionError } from "node:assert";
import { callOf } from "../call-of-row.ts";
import { encodeRows } from "../encode-rows.ts";
import type { Engine } from "../engine.ts";
import { SCORE_COLUMNS } from "../scores-table.ts";
import type { Selected } from "../select-query.ts";
import type { ImportProgress, ReceivedCall } from "../store.ts";
import { text } from "../cell-codec.ts";
import type { Score } from "@promptprof/model";
import { CALL_FILE_ROW, type CallFileRow } from "./call-file.ts";
import type { ImportCalls, ImportedCall } from "./import-calls.ts";
import { ImportError } from "./import-error.ts";
import { pricesOf } from "./earlier-prices.ts";
import { readFileRows, wrongValue, type FilePage } from "./read-file-rows.ts";
import { recogniseFile, type RecognisedFile } from "./recognise-file.ts";

/** What an import writes with; each is one step of the store's, between which others have their turn. */
export interface ImportWrites {
  readonly calls: (calls: readonly ImportedCall[]) => ReturnType<ImportCalls["insert"]>;
  readonly scores: (scores: readonly Score[]) => Promise<void>;
}

const NOTHING: ImportProgress = { what: "calls", rows: 0, stored: 0, duplicate: 0 };

/**
 * Takes a file of `promptprof export` back, page by page; each page says how far it is. What was taken stays when a later
 * page fails, and the same file again stores nothing twice, so an import that was cut goes on by being repeated.
 *
 * @throws ImportError for a file that is damaged or not ours
 */
export async function* importFile(
  engine: Engine,
  path: string,
  writes: ImportWrites,
): AsyncGenerator<ImportProgress> {
  const file = await recogniseFile(engine, path);
  if (file === null) yield NOTHING;
  else if (file.what === "calls") yield* importCalls(engine, path, file, writes);
  else yield* importScores(engine, path, file, writes);
}

async function* importCalls(
  engine: Engine,
  path: string,
  file: RecognisedFile,
  writes: ImportWrites,
): AsyncGenerator<ImportProgress> {
  let progress = NOTHING;
  yield progress;
  for await (const page of readFileRows<CallFileRow>(engine, path, file, CALL_FILE_ROW)) {
    const calls = page.rows.map((row, index) => importedCall(row, page.first + index));
    await checkValues(calls, page);
    const { stored, duplicate } = await writes.calls(calls);
    progress = {
      ...progress,
      rows: progress.rows + calls.length,
      stored: progress.stored + stored,
      duplicate: progress.duplicate + duplicate,
    };
    yield progress;
  }
}

function importedCall(row: CallFileRow, number: number): ImportedCall {
  if (row.batch <= 0) throw new ImportError(`row ${number}: batch: no time of receipt; got ${row.batch}`);
  try {
    return { received: { call: callOf(row), batch: row.batch }, earlier: row.earlier_prices.map(pricesOf) };
  } catch (error) {
    throw wrongValue(number, "earlier_prices or segments", error);
  }
}

const check = (received: ReceivedCall[]): Promise<Buffer> => encodeRows(received, { writer: "", number: 0 });

/** What no column can hold is found before anything of the page is written; only then is its row looked for. */
async function checkValues(calls: readonly ImportedCall[], { first }: FilePage<CallFileRow>): Promise<void> {
  try {
    await check(calls.map(({ received }) => received));
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    for (const [index, { received }] of calls.entries()) {
      await check([received]).catch((wrong: unknown) => {
        throw wrongValue(first + index, "a value", wrong);
      });
    }
  }
}

async function* importScores(
  engine: Engine,
  path: string,
  file: RecognisedFile,
  writes: ImportWrites,
): AsyncGenerator<ImportProgress> {
  let rows = 0;
  yield { ...NOTHING, what: "scores" };
  for await (const page of readFileRows<Score>(engine, path, file, SCORE_ROW)) {
    try {
      await writes.scores(page.rows);
    } catch (error) {
      throw error instanceof AssertionError ? wrongValue(page.first, "a value of this page", error) : error;
    }
    rows += page.rows.length;
    yield { what: "scores", rows, stored: rows, duplicate: 0 };
  }
}

const noneAsZeros =
  (zeros: string): ((cell: unknown) => string | null) =>
  (cell) => {
    const value = text.decode(cell);
    return value === zeros || value === "" ? null : value;
  };

const SCORE_ROW: Selected<Score> = {
  project: { sql: "t.project", decode: text.decode },
  name: { sql: "t.name", decode: text.decode },
  source: { sql: "t.source", decode: SCORE_COLUMNS.source.codec.decode },
  value: { sql: "t.value", decode: SCORE_COLUMNS.value.codec.decode },
  label: { sql: "t.label", decode: SCORE_COLUMNS.label.codec.decode },
  id: { sql: "t.id", decode: SCORE_COLUMNS.id.codec.decode },
  traceId: { sql: "t.trace_id", decode: noneAsZeros("0".repeat(32)) },
  spanId: { sql: "t.span_id", decode: noneAsZeros("0".repeat(16)) },
  responseId: { sql: "t.response_id", decode: SCORE_COLUMNS.responseId.codec.decode },
  time: { sql: SCORE_COLUMNS.time.codec.read("t.time"), decode: SCORE_COLUMNS.time.codec.decode },
};
