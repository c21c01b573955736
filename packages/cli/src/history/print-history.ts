import type { PromptChange } from "@promptprof/bench";
import {
  formatCount,
  formatDuration,
  formatRate,
  formatTokens,
  formatUsdPerThousandCalls,
} from "@promptprof/model/format";
import { sparkline } from "../table/sparkline.ts";
import { table, type Column } from "../table/table.ts";
import { wrapWords } from "../table/wrap-words.ts";
import { trendOfWidth } from "../top/trend-of-width.ts";
import { paintFor, type Paint } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor, type Symbols } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { grownCell } from "./grown-cell.ts";
import type { HistoryAnswer, ValuedVersion } from "./history-answer.ts";
import { segmentTable } from "./segment-table.ts";

/** Points of the trend of tokens below the table. */
const TREND_WIDTH = 48;

interface Row {
  readonly change: PromptChange;
  /** null where there is nothing to read. */
  readonly version: ValuedVersion | null;
  /** Tokens more than before; null at the start and where either is unknown. */
  readonly grown: number | null;
  readonly what: string;
}

/** The whole output of `promptprof history`: a line a commit, newest first, then the trend and the segments. */
export function printHistory(
  answer: HistoryAnswer,
  { limit, segments }: { readonly limit: number; readonly segments: boolean },
  terminal: Terminal,
): string {
  const symbols = symbolsFor(terminal);
  const paint = paintFor(terminal);
  const style = { columns: terminal.columns, ellipsis: symbols.ellipsis, paintTitle: paint.title };
  const rows = rowsOf(answer, terminal);
  const lines = table(columnsOf(answer, symbols, paint), rows.toReversed().slice(0, limit), style);
  const parts = segments ? ["", ...segmentTable(answer, terminal, style)] : [];
  const notes = notesOf(answer, Math.min(limit, rows.length), symbols).map((note) =>
    paint.faint(wrapWords(printable(note, terminal), terminal.columns, "  ")),
  );
  return `${[...lines, ...parts, "", trendLine(answer, rows, symbols), ...notes].join("\n")}\n`;
}

function rowsOf({ versions, changes }: HistoryAnswer, terminal: Terminal): Row[] {
  let before: number | null = null;
  return changes.map((change) => {
    const version = versions[(change.version ?? 0) - 1] ?? null;
    const tokens = version?.tokens ?? null;
    const grown = tokens === null || before === null ? null : tokens - before;
    before = tokens;
    return { change, version, grown, what: printable(whatOf(change), terminal) };
  });
}

/** What the content says about the commit, then what its author said. */
function whatOf({
  kind,
  content,
  version,
  returns,
  sameVersion,
  renamedFrom,
  subject,
}: PromptChange): string {
  const found = [
    ...(kind === "added" || kind === "deleted" || kind === "mode" ? [WORDS[kind]] : []),
    ...(renamedFrom === null ? [] : [`renamed from ${renamedFrom}`]),
    ...(returns ? [`returns to v${version}`] : []),
    ...(sameVersion && kind === "changed" ? ["same prompt"] : []),
    ...(content === "text" || content === "deleted" ? [] : [WORDS[content]]),
  ];
  return found.length === 0 ? subject : `[${found.join(", ")}] ${subject}`;
}

const WORDS = {
  added: "added",
  deleted: "deleted",
  mode: "mode alone",
  missing: "not in this clone",
  too_large: "over 4 MiB",
  not_a_file: "no plain file",
} as const;

function columnsOf({ production, versions }: HistoryAnswer, symbols: Symbols, paint: Paint): Column<Row>[] {
  const hasPrice = versions.some(({ inputNanoUsd }) => inputNanoUsd !== null);
  return [
    { title: "V", align: "right", priority: Infinity, cell: ({ version }) => numberCell(version, symbols) },
    { title: "DATE", align: "left", priority: 6, cell: ({ change }) => dayOf(change.authoredAt) },
    { title: "COMMIT", align: "left", priority: 4, cell: ({ change }) => change.id.slice(0, 7) },
    {
      title: "VERSION",
      align: "left",
      priority: 1,
      cell: ({ version }) => version?.version ?? symbols.none,
    },
    { title: "TOKENS", align: "right", priority: 10, cell: ({ version }) => tokensCell(version, symbols) },
    {
      title: "+/-",
      align: "right",
      priority: 9,
      cell: ({ grown }) => grownCell(grown),
      paint: (text, { grown }) => ((grown ?? 0) > 0 ? paint.warning(text) : text),
    },
    ...(hasPrice ? [priceColumn(symbols)] : []),
    ...(production === null ? [] : productionColumns(symbols)),
    { title: "WHAT", align: "left", priority: 3, shrinksTo: 20, cell: ({ what }) => what },
  ];
}

function priceColumn(symbols: Symbols): Column<Row> {
  return {
    title: "INPUT $/1k CALLS",
    align: "right",
    priority: 8,
    cell: ({ version }) =>
      version === null || version.inputNanoUsd === null
        ? symbols.none
        : (formatUsdPerThousandCalls(version.inputNanoUsd, 1) ?? symbols.none),
  };
}

function productionColumns({ none }: Symbols): Column<Row>[] {
  const cell =
    (show: (row: NonNullable<ValuedVersion["production"]>) => string | null) =>
    ({ version }: Row): string =>
      version === null || version.production === null ? none : (show(version.production) ?? none);
  return [
    { title: "CALLS", align: "right", priority: 7, cell: cell(({ calls }) => formatCount(calls)) },
    {
      title: "P95",
      align: "right",
      priority: 5,
      cell: cell(({ durationMs }) => (durationMs.p95 === null ? null : formatDuration(durationMs.p95))),
    },
    {
      title: "$/1k CALLS",
      align: "right",
      priority: 7,
      cell: cell((row) => formatUsdPerThousandCalls(row.costNanoUsd.total, row.calls - row.unpricedCalls)),
    },
    { title: "ERR", align: "right", priority: 5, cell: cell((row) => formatRate(row.errors, row.calls)) },
  ];
}

function numberCell(version: ValuedVersion | null, symbols: Symbols): string {
  return version === null ? symbols.none : `v${version.number}`;
}

function tokensCell(version: ValuedVersion | null, symbols: Symbols): string {
  return version === null || version.tokens === null ? symbols.none : formatTokens(version.tokens);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function trendLine({ versions, changes }: HistoryAnswer, rows: readonly Row[], symbols: Symbols): string {
  const tokens = rows.map(({ version }) => version?.tokens ?? null);
  const known = tokens.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const line = sparkline(trendOfWidth(tokens, TREND_WIDTH), symbols.bars);
  const ends = (value: number | undefined) => (value === undefined ? symbols.none : formatTokens(value));
  const returns = changes.filter((change) => change.returns).length;
  const counts = [`${changes.length} commits`, `${versions.length} versions`, `${returns} returns`];
  return `tokens ${ends(first)} ${line} ${ends(last)}  ${counts.join(` ${symbols.separator} `)}`;
}

function notesOf(answer: HistoryAnswer, shown: number, { separator }: Symbols): string[] {
  const { changes, versions, encoding, production, notes } = answer;
  const models = [...new Set(versions.flatMap(({ pricedModel }) => pricedModel ?? []))];
  return [
    ...(shown < changes.length
      ? [`the newest ${shown} of ${changes.length} commits; --limit shows more`]
      : []),
    `tokens of what is written, by ${encoding}, without what is filled in`,
    models.length === 0
      ? "no price: the file names no model; --model NAME says one"
      : `input as written at today's prices of ${models.join(", ")}, nothing cached`,
    ...(production === null
      ? []
      : [`calls of ${production.from.slice(0, 10)} to ${production.to.slice(0, 10)} at ${production.place}`]),
    ...notes,
    ...versions.flatMap(({ number, notes }) => notes.map((note) => `v${number} ${separator} ${note}`)),
  ];
}
