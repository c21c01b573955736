import { escapeField } from "./bind-parameters.ts";
import { textCell, unixSeconds } from "./cell-codec.ts";
import type { Engine } from "./engine.ts";
import { count, readRows, type Fragment } from "./select-query.ts";
import type { LedgerAddition, StoredLedger, TimeRange } from "./store.ts";

const HOUR_S = 3600;

/** Adds to the ledger; the engine takes a token once. */
export async function recordLedger(
  engine: Engine,
  token: string,
  additions: readonly LedgerAddition[],
): Promise<void> {
  // A reason that did not happen is none.
  const lines = additions
    .filter(({ n }) => n !== 0)
    .map(
      ({ receivedAt, kind, reason, n }) =>
        `${unixSeconds(hourOf(receivedAt))}\t${kind}\t${escapeField(reason)}\t${n}\n`,
    );
  if (lines.length === 0) return;
  await engine.insert({
    table: "ledger",
    columns: ["hour", "kind", "reason", "n"],
    lines: Buffer.from(lines.join("")),
    token: `ledger-${token}`,
  });
}

/** The ledger of all hours of receipt that the range touches. */
export async function readLedger(engine: Engine, range: TimeRange): Promise<StoredLedger> {
  const [additions, stored, notes] = await Promise.all([
    readAdditions(engine, range),
    readStored(engine, range),
    readNotes(engine, range),
  ]);
  const total = (kind: string): number => sum(additions.filter((one) => one.kind === kind));
  return {
    received: total("received"),
    stored: sum(stored),
    duplicate: total("duplicate"),
    duplicates: byReason(additions.filter(({ kind }) => kind === "duplicate")),
    rejected: byReason(additions.filter(({ kind }) => kind === "rejected")),
    unpriced: byReason(stored.filter(({ reason, n }) => reason !== "" && n > 0)),
    notes: byReason(notes.filter(({ n }) => n > 0)),
    clientDrops: total("client_drop"),
    notCalls: total("not_call"),
  };
}

interface Counted {
  readonly reason: string;
  readonly n: number;
}

function readAdditions(engine: Engine, range: TimeRange): Promise<(Counted & { readonly kind: string })[]> {
  return readRows(engine, {
    select: {
      kind: { sql: "t.kind", decode: textCell },
      reason: { sql: "t.reason", decode: textCell },
      n: count("sum(t.n)"),
    },
    from: { sql: "ledger" },
    where: [receivedWithin(range)],
    groupBy: ["kind", "reason"],
    orderBy: [{ by: "reason", descending: false }],
    limit: null,
  });
}

/** Stored calls by the reason for which they have no price; "" = they have one. */
function readStored(engine: Engine, range: TimeRange): Promise<Counted[]> {
  return readRows(engine, {
    select: { reason: { sql: "t.unpriced_reason", decode: textCell }, n: count("sum(t.n)") },
    from: { sql: "ledger_calls" },
    where: [receivedWithin(range)],
    groupBy: ["reason"],
    orderBy: [{ by: "reason", descending: false }],
    limit: null,
  });
}

/** Stored calls by the rules that fired on them. */
function readNotes(engine: Engine, range: TimeRange): Promise<Counted[]> {
  return readRows(engine, {
    select: { reason: { sql: "t.note", decode: textCell }, n: count("sum(t.n)") },
    from: { sql: "ledger_notes" },
    where: [receivedWithin(range)],
    groupBy: ["reason"],
    orderBy: [{ by: "reason", descending: false }],
    limit: null,
  });
}

function receivedWithin({ from, to }: TimeRange): Fragment {
  return {
    sql: "t.hour >= toDateTime({from:UInt32}, 'UTC') AND t.hour < toDateTime({to:UInt32}, 'UTC')",
    parameters: { from: hourOf(from), to: Math.ceil(to / 1000 / HOUR_S) * HOUR_S },
  };
}

/** Epoch seconds of the hour. */
function hourOf(epochMs: number): number {
  return Math.floor(epochMs / 1000 / HOUR_S) * HOUR_S;
}

function byReason(counted: readonly Counted[]): Record<string, number> {
  return Object.fromEntries(counted.map(({ reason, n }) => [reason, n]));
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { n }) => total + n, 0);
}
