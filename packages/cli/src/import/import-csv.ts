import type { Call } from "@promptprof/model";
import type { Connection } from "../connection/connection.ts";
import { QuestionError } from "../question-error.ts";
import { deliver } from "../otlp-delivery/deliver.ts";
import { inParallel } from "../otlp-delivery/in-parallel.ts";
import type { RejectedRow } from "./import-report.ts";
import { bindColumns } from "./map/bind-columns.ts";
import type { ColumnMap } from "./map/column-map.ts";
import { readCsv } from "./read-csv.ts";
import { rowToCall, type RowOutcome } from "./row-to-call.ts";

/** A thousand calls are about half a megabyte of OTLP, far below what a request may be. */
const CALLS_PER_REQUEST = 1000;
/** The server commits a batch every 200 ms; a few requests under way keep it and this process busy. */
const REQUESTS_AT_ONCE = 4;
const REJECTED_ROWS_SHOWN = 10;

export interface CsvImport {
  readonly path: string;
  readonly map: ColumnMap;
  readonly project: string;
  readonly connection: Connection;
  readonly pause: (ms: number) => Promise<void>;
  readonly onProgress: (rows: number) => void;
}

/** What went out of the file; times are epoch ms of the first and the last call. */
export interface CsvImported {
  rows: number;
  sent: number;
  rejected: number;
  readonly rejectedRows: RejectedRow[];
  firstTime: number | null;
  lastTime: number | null;
}

/**
 * Sends every row of a CSV file as a call, in memory that does not depend on the file's size.
 *
 * @throws QuestionError where the file is no CSV or lacks a mapped column
 * @throws FailureError where the server does not take the calls
 */
export async function importCsv(job: CsvImport): Promise<CsvImported> {
  const imported: CsvImported = {
    rows: 0,
    sent: 0,
    rejected: 0,
    rejectedRows: [],
    firstTime: null,
    lastTime: null,
  };
  await inParallel(batches(job, imported), REQUESTS_AT_ONCE, async (calls) => {
    await deliver(job.connection, calls, job.pause);
    imported.sent += calls.length;
    job.onProgress(imported.rows);
  });
  return imported;
}

async function* batches(job: CsvImport, imported: CsvImported): AsyncGenerator<Call[]> {
  let batch: Call[] = [];
  for await (const { outcome, line } of outcomes(job)) {
    imported.rows += 1;
    if (outcome.kind === "rejected") reject(imported, { line, reasons: outcome.reasons });
    else {
      widen(imported, outcome.call.startTime);
      batch.push(outcome.call);
    }
    if (batch.length < CALLS_PER_REQUEST) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function* outcomes({
  path,
  map,
  project,
}: CsvImport): AsyncGenerator<{ outcome: RowOutcome; line: number }> {
  const records = readCsv(path, map.delimiter);
  const header = await records.next();
  if (header.done) throw new QuestionError(`${path} is empty; its first line must name the columns`);
  const { fields: names } = header.value;
  const fieldOf = bindColumns(map, names, path);
  let rowNumber = 0;
  for await (const { fields, line } of records) {
    rowNumber += 1;
    const outcome: RowOutcome =
      fields.length === names.length
        ? rowToCall(fields, rowNumber, map, fieldOf, project)
        : { kind: "rejected", reasons: [`has ${fields.length} fields where the header has ${names.length}`] };
    yield { outcome, line };
  }
}

function reject(imported: CsvImported, row: RejectedRow): void {
  imported.rejected += 1;
  if (imported.rejectedRows.length < REJECTED_ROWS_SHOWN) imported.rejectedRows.push(row);
}

function widen(imported: CsvImported, time: number): void {
  imported.firstTime = Math.min(imported.firstTime ?? time, time);
  imported.lastTime = Math.max(imported.lastTime ?? time, time);
}
