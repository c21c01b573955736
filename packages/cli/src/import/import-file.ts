import type { LedgerAnswer } from "@promptprof/server/contract";
import { ask, tell } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { askCostDifferences } from "./ask-cost-differences.ts";
import { importCsv, type CsvImport, type CsvImported } from "./import-csv.ts";
import type { CostDifferences, ImportReport } from "./import-report.ts";
import { ledgerDelta } from "./ledger-delta.ts";

const CALENDAR_ENDS_MS = Date.UTC(2100, 0, 1);

/** Imports a file, has everything settled and committed, and looks at what came of it. */
export async function importFile(job: CsvImport, now: number): Promise<ImportReport> {
  const { connection, path, project } = job;
  const before = await wholeLedger(connection, now);
  const imported = await importCsv(job);
  await tell<LedgerAnswer>(connection, "/api/v1/flush");
  const after = await wholeLedger(connection, now);
  const { rows, sent, rejected, rejectedRows, firstTime, lastTime } = imported;
  return {
    file: path,
    project,
    rows,
    sent,
    rejected,
    rejectedRows,
    ledger: ledgerDelta(before, after),
    from: iso(firstTime),
    to: iso(lastTime),
    reportedCostDiffers: await costDifferences(connection, project, imported),
  };
}

/** The range is by time of receipt and to the hour; a day more holds all that this import brings. */
function wholeLedger(connection: Connection, now: number): Promise<LedgerAnswer> {
  return ask<LedgerAnswer>(connection, "/api/v1/ledger", { from: 0, to: now + 86_400_000 });
}

async function costDifferences(
  connection: Connection,
  project: string,
  { firstTime, lastTime }: CsvImported,
): Promise<CostDifferences> {
  // A call beyond the calendar has been refused by the server; here it must not spoil the question.
  const from = Math.max(0, Math.floor(firstTime ?? 0));
  const to = Math.min(CALENDAR_ENDS_MS, Math.floor(lastTime ?? 0) + 1);
  if (lastTime === null || from >= to)
    return { calls: 0, claimedNanoUsd: 0, recomputedNanoUsd: 0, worst: [] };
  return askCostDifferences(connection, { project, from, to });
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
