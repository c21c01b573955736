import type { Measures } from "@promptprof/server/contract";
import { formatLedger } from "../format/ledger.ts";
import { formatCount } from "@promptprof/model/format";
import { table } from "../table/table.ts";
import { wrapWords } from "../table/wrap-words.ts";
import { paintFor } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor, type Symbols } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { TopAnswer, TopRow } from "./top-answer.ts";
import { topColumns, type PrintedRow } from "./top-columns.ts";

/** From so many columns on, a trend has all of its points; below it has fewer. */
const WIDE = 110;

/** The whole output of `promptprof top`: the table with its total, and what the numbers rest on. */
export function printTop(answer: TopAnswer, terminal: Terminal): string {
  const symbols = symbolsFor(terminal);
  const paint = paintFor(terminal);
  const rows = answer.rows.map((row) => printedRow(row, answer, terminal));
  const columns = topColumns({
    title: titleOf(answer),
    versions: rows.some(({ version }) => version !== ""),
    symbols,
    paint,
    trendWidth: terminal.columns >= WIDE ? 24 : 9,
  });
  const style = { columns: terminal.columns, ellipsis: symbols.ellipsis, paintTitle: paint.title };
  const lines = table(columns, [...rows, totalRow(answer)], style);
  const notes = notesOf(answer, symbols).map((note) => paint.faint(wrapWords(note, terminal.columns, "  ")));
  return `${[...lines, "", ...notes].join("\n")}\n`;
}

function titleOf({ by, rows }: TopAnswer): string {
  if (by !== "prompt") return by.toUpperCase();
  if (rows.every((row) => row.kind === "prompt")) return "PROMPT";
  return rows.every((row) => row.kind === "model") ? "MODEL" : "PROMPT (MODEL)";
}

function printedRow(row: TopRow, { by, rows }: TopAnswer, terminal: Terminal): PrintedRow {
  const name = row.name === null ? `(no ${row.kind})` : printable(row.name, terminal);
  const mixed = by === "prompt" && row.kind === "model" && rows.some((other) => other.kind === "prompt");
  return {
    ...row,
    name: mixed && row.name !== null ? `(${name})` : name,
    version: row.lastVersion === null ? "" : shortVersion(printable(row.lastVersion, terminal)),
  };
}

/** A version that is a content hash is told apart by its first characters, as with git. */
function shortVersion(version: string): string {
  return version.length > 8 && /^[0-9a-f]+$/.test(version) ? version.slice(0, 7) : version;
}

function totalRow({ total, totalTrendP95Ms }: TopAnswer): PrintedRow {
  return { ...total, name: "total", version: "", trendP95Ms: totalTrendP95Ms };
}

function notesOf(answer: TopAnswer, symbols: Symbols): string[] {
  const { total, groups, source, ledger } = answer;
  const notes = [
    ...(groups.all > groups.shown
      ? [`top ${groups.shown} of ${formatCount(groups.all)} rows by ${answer.sort}; the total is of all`]
      : []),
    ...nothingAdded(total, symbols),
  ];
  const error =
    source.quantileError === 0 ? "quantiles exact" : `quantiles within ${source.quantileError * 100}%`;
  const range = `${minute(answer.from)} to ${minute(answer.to)} UTC ${symbols.separator} ${error}, from ${source.table}`;
  return [...notes, `range  ${range}`, `ledger ${formatLedger(ledger, symbols)}`];
}

/** What the sums lack, and how much of that is failed calls. */
function nothingAdded({ unpricedCalls, callsWithoutTokens, errors }: Measures, symbols: Symbols): string[] {
  if (unpricedCalls === 0 && callsWithoutTokens === 0) return [];
  const lacking = `${formatCount(unpricedCalls)} calls without a price and ${formatCount(callsWithoutTokens)} without tokens add nothing`;
  return [
    `${lacking}; ${formatCount(errors)} calls failed; ${symbols.atLeast} where more lack it than failed`,
  ];
}

/** `2026-11-24 14:05` */
function minute(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
