import { formatTokens } from "@promptprof/model/format";
import { table, type Column } from "../table/table.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor, type Symbols } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { grownCell } from "./grown-cell.ts";
import type { HistoryAnswer } from "./history-answer.ts";

/** The segments of the newest version beside the one before it. */
export function segmentTable(
  answer: HistoryAnswer,
  terminal: Terminal,
  style: Parameters<typeof table>[2],
): string[] {
  return table(segmentColumns(symbolsFor(terminal)), segmentRows(answer, terminal), style);
}

interface SegmentRow {
  readonly path: string;
  readonly tokens: number | null;
  readonly before: number | null;
}

/** Of the newest version beside the one before it in the file's history. */
function segmentRows({ versions, changes }: HistoryAnswer, terminal: Terminal): SegmentRow[] {
  const numbers = changes.flatMap(({ version }) => version ?? []);
  const newest = numbers.at(-1);
  const previous = numbers.findLast((number) => number !== newest);
  const before = new Map(versions[(previous ?? 0) - 1]?.segments.map(({ path, tokens }) => [path, tokens]));
  const now = versions[(newest ?? 0) - 1]?.segments ?? [];
  const gone = [...before].filter(([path]) => !now.some((segment) => segment.path === path));
  return [
    ...now.map(({ path, tokens }) => ({ path, tokens, before: before.get(path) ?? null })),
    ...gone.map(([path, tokens]) => ({ path, tokens: null, before: tokens })),
  ].map((row) => ({ ...row, path: printable(row.path, terminal) }));
}

function segmentColumns({ none }: Symbols): Column<SegmentRow>[] {
  const cell = (tokens: number | null): string => (tokens === null ? none : formatTokens(tokens));
  return [
    { title: "SEGMENT", align: "left", priority: Infinity, shrinksTo: 20, cell: ({ path }) => path },
    { title: "BEFORE", align: "right", priority: 1, cell: ({ before }) => cell(before) },
    { title: "TOKENS", align: "right", priority: 2, cell: ({ tokens }) => cell(tokens) },
    {
      title: "+/-",
      align: "right",
      priority: 3,
      cell: ({ tokens, before }) => grownCell((tokens ?? 0) - (before ?? 0)),
    },
  ];
}
