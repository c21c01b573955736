import { numberCell, textCell } from "../cell-codec.ts";
import type { Asking } from "../choose-plan.ts";
import type { Engine } from "../engine.ts";
import { MIGRATIONS } from "../migrations/migrate.ts";
import { retentionOf } from "../retention/held-since.ts";
import { daysOf, type Retention } from "../retention/retention.ts";
import { TIMED_TABLES, type TimedTable } from "../retention/timed-tables.ts";
import { DAY_MS } from "../tables.ts";
import type { StoreUsage, TableUsage } from "./store-usage.ts";
import { bytesInAYear, type Growth } from "./year-size.ts";

const RATE_DAYS = 7;

/** What the store takes now and in a year: from the engine's own books, and for the rate from the last seven days. */
export async function readUsage({ engine, now, retention: changes }: Asking): Promise<StoreUsage> {
  const retention = retentionOf(changes);
  const sizes = await readSizes(engine);
  const asked = { engine, now, retention, rateDays: await rateDays(engine, now) };
  const tables: TableUsage[] = [];
  // One after the other: the answer may wait, other readers should not.
  for (const size of sizes) tables.push(await usageOf(asked, size));
  const calls = await recentRows(asked, "calls", "start_time");
  return {
    tables,
    callsPerDay: sum(calls.map(({ rows }) => rows)) / asked.rateDays,
    bytes: sum(tables.map(({ bytes }) => bytes)),
    bytesInAYear: sum(tables.map((table) => table.bytesInAYear)),
    disk: await readDisk(engine),
    retention,
  };
}

/** The tables that the migrations make; others in the same database are not ours. */
const OWN_TABLES: readonly string[] = MIGRATIONS.flatMap(({ statements }) =>
  statements.flatMap((sql) => /CREATE TABLE IF NOT EXISTS (\w+)/.exec(sql)?.[1] ?? []),
);

interface Size {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** Column that says of what time a row is. */
  readonly time: string | null;
}

/** Largest first. */
async function readSizes(engine: Engine): Promise<Size[]> {
  const rows = await engine.query({
    sql: `SELECT p.table, sum(p.rows), sum(p.bytes_on_disk), any(c.time)
      FROM system.parts AS p LEFT JOIN (
        SELECT table, argMin(name, indexOf({times:Array(String)}, name)) AS time FROM system.columns
        WHERE database = currentDatabase() AND name IN {times:Array(String)} GROUP BY table
      ) AS c ON c.table = p.table
      WHERE p.database = currentDatabase() AND p.active AND p.table IN {tables:Array(String)}
      GROUP BY p.table ORDER BY sum(p.bytes_on_disk) DESC, p.table`,
    parameters: { tables: OWN_TABLES, times: ["start_time", "bucket", "hour", "time"] },
  });
  return rows.map(([table, count, bytes, time]) => ({
    table: textCell(table),
    rows: numberCell(count),
    bytes: numberCell(bytes),
    time: textCell(time) || null,
  }));
}

interface Asked {
  readonly engine: Engine;
  readonly now: number;
  readonly retention: Retention;
  /** Days that the rate is of. */
  readonly rateDays: number;
}

async function usageOf(asked: Asked, { table, rows, bytes, time }: Size): Promise<TableUsage> {
  const timed = TIMED_TABLES.find((one) => one.table === table);
  const keptDays = timed === undefined ? null : asked.retention[timed.kept];
  const { oldest, newest } = await ages(asked.engine, table, time);
  const recent = time === null ? [] : await recentRows(asked, table, time);
  const growth = recent.map(({ project, rows: count }): Growth => {
    const days = timed === undefined ? null : keptOf(timed, asked.retention, project);
    return { rowsPerDay: count / asked.rateDays, keptDays: days };
  });
  const ageDays = oldest === null ? 0 : (asked.now - oldest) / DAY_MS;
  return {
    table,
    rows,
    bytes,
    bytesPerCall: await bytesPerCall(asked.engine, table, { rows, bytes }),
    oldest,
    newest,
    keptDays,
    bytesInAYear: bytesInAYear(growth, bytes / Math.max(1, rows), { bytes, ageDays, keptDays }),
  };
}

/** With the time that an expired row waits for the others of its part. */
function keptOf(timed: TimedTable, retention: Retention, project: string | null): number | null {
  const own = timed.byProject && project !== null;
  const days = own ? daysOf(retention, "calls", project) : retention[timed.kept];
  return days === null ? null : days + timed.moreDays + timed.partDays;
}

interface Recent {
  readonly project: string | null;
  readonly rows: number;
}

async function recentRows({ engine, now }: Asked, table: string, time: string): Promise<Recent[]> {
  const project = table === "calls" || table === "score_changes" ? "toString(project)" : "''";
  const rows = await engine.query({
    sql: `SELECT ${project} AS of, count() FROM ${table} WHERE ${time} >= toDateTime({since:UInt32}, 'UTC') GROUP BY of`,
    parameters: { since: Math.floor((now - RATE_DAYS * DAY_MS) / 1000) },
  });
  return rows.map(([of, count]) => ({ project: textCell(of) || null, rows: numberCell(count) }));
}

/** Both ends of a column that a table is partitioned by are in the engine's books. */
async function ages(
  engine: Engine,
  table: string,
  time: string | null,
): Promise<Pick<TableUsage, "oldest" | "newest">> {
  if (time === null) return { oldest: null, newest: null };
  const rows = await engine.query({
    sql: `SELECT toUnixTimestamp(min(${time})), toUnixTimestamp(max(${time})), count() FROM ${table}`,
    parameters: {},
  });
  const [oldest = 0, newest = 0, count = 0] = (rows[0] ?? []).map(numberCell);
  return count === 0 ? { oldest: null, newest: null } : { oldest: oldest * 1000, newest: newest * 1000 };
}

/** A store that is younger has no seven days to take a rate of; less than a day is no rate. */
async function rateDays(engine: Engine, now: number): Promise<number> {
  const { oldest } = await ages(engine, "calls", "start_time");
  const age = oldest === null ? 0 : (now - oldest) / DAY_MS;
  return Math.min(RATE_DAYS, Math.max(1, age));
}

async function bytesPerCall(
  engine: Engine,
  table: string,
  { rows, bytes }: { readonly rows: number; readonly bytes: number },
): Promise<number | null> {
  if (table !== "calls" && !table.startsWith("rollup_")) return null;
  const calls = table === "calls" ? rows : await summedCalls(engine, table);
  return calls === 0 ? null : bytes / calls;
}

async function summedCalls(engine: Engine, table: string): Promise<number> {
  const rows = await engine.query({ sql: `SELECT sum(calls) FROM ${table}`, parameters: {} });
  return numberCell(rows[0]?.[0] ?? 0);
}

/** A disk of object storage says that it has 2^64 bytes: that is no number to plan with. */
const DISK_BYTES_MAX = 2 ** 60;

async function readDisk(engine: Engine): Promise<StoreUsage["disk"]> {
  const rows = await engine.query({
    sql: "SELECT sum(toFloat64(free_space)), sum(toFloat64(total_space)) FROM system.disks",
    parameters: {},
  });
  const [freeBytes = 0, totalBytes = 0] = (rows[0] ?? []).map(numberCell);
  return totalBytes === 0 || totalBytes > DISK_BYTES_MAX ? null : { freeBytes, totalBytes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
