import { numberCell, textCell } from "./cell-codec.ts";
import { escapeField } from "./bind-parameters.ts";
import type { Engine } from "./engine.ts";
import type { LedgerAddition, StoredLedger, TimeRange } from "./store.ts";

const HOUR_S = 3600;

/** Adds to the ledger; the engine takes a token once. */
export async function recordLedger(
  engine: Engine,
  token: string,
  additions: readonly LedgerAddition[],
): Promise<void> {
  if (additions.length === 0) return;
  const lines = additions.map(
    ({ receivedAt, kind, reason, n }) => `${hourOf(receivedAt)}\t${kind}\t${escapeField(reason)}\t${n}\n`,
  );
  await engine.insert({
    table: "ledger",
    columns: ["hour", "kind", "reason", "n"],
    lines: Buffer.from(lines.join("")),
    token: `ledger-${token}`,
  });
}

/** The ledger of the hours of receipt that the range touches. */
export async function readLedger(engine: Engine, range: TimeRange): Promise<StoredLedger> {
  const parameters = { from: hourOf(range.from), to: Math.ceil(range.to / 1000 / HOUR_S) * HOUR_S };
  const [counted, stored] = await Promise.all([
    engine.query({ sql: COUNTED_SQL, parameters }),
    engine.query({ sql: STORED_SQL, parameters }),
  ]);
  const additions = counted.map(([kind, reason, n]) => ({
    kind: textCell(kind),
    reason: textCell(reason),
    n: numberCell(n),
  }));
  const byReason = stored.map(([reason, n]): [string, number] => [textCell(reason), numberCell(n)]);
  const total = (kind: string): number => sum(additions.filter((one) => one.kind === kind).map(({ n }) => n));
  return {
    received: total("received"),
    stored: sum(byReason.map(([, n]) => n)),
    duplicate: total("duplicate"),
    rejected: Object.fromEntries(
      additions.filter(({ kind }) => kind === "rejected").map(({ reason, n }) => [reason, n]),
    ),
    unpriced: Object.fromEntries(byReason.filter(([reason]) => reason !== "")),
    clientDrops: total("client_drop"),
    notCalls: total("not_call"),
  };
}

const IN_RANGE = "hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({to:UInt32}, 'UTC')";
const COUNTED_SQL = `SELECT kind, reason, sum(n) FROM ledger WHERE ${IN_RANGE} GROUP BY kind, reason ORDER BY kind, reason`;
const STORED_SQL = `SELECT unpriced_reason, sum(n) FROM ledger_calls WHERE ${IN_RANGE} GROUP BY unpriced_reason ORDER BY unpriced_reason`;

function hourOf(epochMs: number): number {
  return Math.floor(epochMs / 1000 / HOUR_S) * HOUR_S;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
