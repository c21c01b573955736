import type { StoreAnswer } from "@promptprof/server/contract";
import { formatBytes } from "../format/bytes.ts";
import { formatCount } from "@promptprof/model/format";
import { table, type Column } from "../table/table.ts";
import { ok, warning, type Finding } from "./finding.ts";

/** Tables below this part of the whole are summed up in one line. */
const SMALL_PART = 0.01;

/** What the store takes now and in a year, and whether the disk has room for it. */
export function checkStore(store: StoreAnswer): Finding[] {
  const { bytes, callsPerDay, disk } = store;
  const now = `${formatBytes(bytes)} now, ${formatBytes(store.bytesInAYear)} in a year at ${formatCount(Math.round(callsPerDay))} calls a day`;
  const finding = ok("store", disk === null ? now : `${now}; ${formatBytes(disk.freeBytes)} free`);
  return [{ ...finding, advice: tableLines(store), store }, ...diskFinding(store), ...damageFinding(store)];
}

function diskFinding({ disk, bytes, bytesInAYear }: StoreAnswer): Finding[] {
  const more = bytesInAYear - bytes;
  if (disk === null || more <= disk.freeBytes) return [];
  const title = `in a year the store takes ${formatBytes(more)} more, and ${formatBytes(disk.freeBytes)} are free`;
  return [warning("disk", title, ["keep calls for a shorter time, or give it more room:", "", ...EXAMPLE])];
}

function damageFinding({ damaged }: StoreAnswer): Finding[] {
  if (damaged.length === 0) return [];
  const bytes = damaged.reduce((sum, part) => sum + part.bytes, 0);
  const title = `${formatBytes(bytes)} could not be read and were set aside: they are in no answer`;
  const places = damaged.map(({ table: name, path }) => `  ${name}: ${path}`);
  return [warning("damage", title, [...places, "", "restore a backup, or remove these folders"])];
}

const EXAMPLE = ["  retention:", "    calls: 30"];

type Row = StoreAnswer["tables"][number];

const text = (title: string, priority: number, cell: Column<Row>["cell"]): Column<Row> => ({
  title,
  align: "left",
  priority,
  cell,
});
const number = (title: string, priority: number, cell: Column<Row>["cell"]): Column<Row> => ({
  ...text(title, priority, cell),
  align: "right",
});

const COLUMNS: readonly Column<Row>[] = [
  text("table", Infinity, ({ table: name }) => name),
  number("now", Infinity, ({ bytes }) => formatBytes(bytes)),
  number("a call", 3, ({ bytesPerCall }) => (bytesPerCall === null ? "" : formatBytes(bytesPerCall))),
  number("rows", 2, ({ rows }) => formatCount(rows)),
  text("since", 1, ({ oldest }) => oldest?.slice(0, 10) ?? ""),
  text("kept", 4, ({ keptDays }) => (keptDays === null ? "for ever" : `${keptDays} days`)),
  number("in a year", Infinity, ({ bytesInAYear }) => formatBytes(bytesInAYear)),
];

/** What fits beside the indent of 12 into 80 columns. Two spaces more: a table is not wrapped like a sentence. */
const STYLE = { columns: 66, ellipsis: "...", paintTitle: (title: string) => title };

function tableLines({ tables, bytes, bytesInAYear }: StoreAnswer): string[] {
  const isLarge = (row: Row): boolean =>
    row.bytes >= bytes * SMALL_PART || row.bytesInAYear >= bytesInAYear * SMALL_PART;
  const shown = tables.filter(isLarge);
  if (shown.length === 0) return [];
  const others = tables.length - shown.length;
  const more = others === 0 ? [] : [`  and ${others} smaller: below 1 % of all`];
  return [...table(COLUMNS, shown, STYLE).map((line) => `  ${line}`), ...more];
}
