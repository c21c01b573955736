import type { Measures } from "@promptprof/server/contract";
import { formatDuration } from "@promptprof/model/format";
import { formatUsd, formatUsdPerThousandCalls } from "@promptprof/model/format";
import { formatRate } from "@promptprof/model/format";
import { formatCount, formatTokens } from "@promptprof/model/format";
import { sparkline } from "../table/sparkline.ts";
import type { Column } from "../table/table.ts";
import type { Paint } from "../terminal/paint.ts";
import type { Symbols } from "../terminal/symbols.ts";
import { trendOfWidth } from "./trend-of-width.ts";

/** A row as it is printed: its name is already safe to print. */
export interface PrintedRow extends Measures {
  readonly name: string;
  readonly version: string;
  readonly trendP95Ms: readonly (number | null)[];
}

/** Under so many calls fewer than 10 lie beyond the quantile, and it is shown pale. */
const P50_CALLS_MIN = 20;
const P95_CALLS_MIN = 200;

export interface TopLayout {
  /** Of the first column. */
  readonly title: string;
  /** Does any row have a version to show? */
  readonly versions: boolean;
  readonly symbols: Symbols;
  readonly paint: Paint;
  readonly trendWidth: number;
}

/** The columns of `top`, from left to right. The rarest wish leaves first where the terminal is narrow. */
export function topColumns({ title, versions, symbols, paint, trendWidth }: TopLayout): Column<PrintedRow>[] {
  const faintBelow = (callsMin: number) => (text: string, row: PrintedRow) =>
    row.durationMs.n < callsMin ? paint.faint(text) : text;
  const duration = (ms: number | null) => (ms === null ? symbols.none : formatDuration(ms));
  return [
    { title, align: "left", priority: Infinity, shrinksTo: 14, cell: (row) => row.name },
    ...(versions ? [versionColumn] : []),
    { title: "CALLS", align: "right", priority: 9, cell: (row) => formatCount(row.calls) },
    { title: "TOK in/out", align: "right", priority: 4, cell: (row) => tokensCell(row, symbols) },
    {
      title: "P50",
      align: "right",
      priority: 5,
      cell: (row) => duration(row.durationMs.p50),
      paint: faintBelow(P50_CALLS_MIN),
    },
    {
      title: "P95",
      align: "right",
      priority: 8,
      cell: (row) => duration(row.durationMs.p95),
      paint: faintBelow(P95_CALLS_MIN),
    },
    {
      title: "COST",
      align: "right",
      priority: 10,
      cell: (row) => costCell(row, symbols),
      paint: (text, row) => (row.calls > 0 && row.unpricedCalls === row.calls ? paint.warning(text) : text),
    },
    { title: "$/1k CALLS", align: "right", priority: 2, cell: (row) => costPerCallCell(row, symbols) },
    {
      title: "ERR",
      align: "right",
      priority: 7,
      cell: (row) => formatRate(row.errors, row.calls) ?? symbols.none,
      paint: (text, row) => (row.errors > 0 ? paint.failure(text) : text),
    },
    {
      title: "P95 TREND",
      align: "left",
      priority: 6,
      cell: (row) => sparkline(trendOfWidth(row.trendP95Ms, trendWidth), symbols.bars),
    },
  ];
}

const versionColumn: Column<PrintedRow> = {
  title: "VERSION",
  align: "left",
  priority: 1,
  cell: (row) => row.version,
};

/**
 * A failed call has no tokens and no price, as a rule, and used nothing. Where more calls lack them than failed, the
 * sum certainly misses something and is shown as a lower bound. How many add nothing is told below the table.
 */
function isLowerBound(callsWithout: number, errors: number): boolean {
  return callsWithout > errors;
}

/** Where no call reported tokens there is no sum. */
function tokensCell({ calls, errors, callsWithoutTokens, tokens }: Measures, symbols: Symbols): string {
  if (callsWithoutTokens === calls) return symbols.none;
  const atLeast = isLowerBound(callsWithoutTokens, errors) ? symbols.atLeast : "";
  return `${atLeast}${formatTokens(tokens.input)}/${formatTokens(tokens.output)}`;
}

function costCell({ calls, errors, unpricedCalls, costNanoUsd }: Measures, symbols: Symbols): string {
  if (calls === 0) return symbols.none;
  if (unpricedCalls === calls) return "unpriced";
  return `${isLowerBound(unpricedCalls, errors) ? symbols.atLeast : ""}${formatUsd(costNanoUsd.total)}`;
}

function costPerCallCell({ calls, unpricedCalls, costNanoUsd }: Measures, symbols: Symbols): string {
  return formatUsdPerThousandCalls(costNanoUsd.total, calls - unpricedCalls) ?? symbols.none;
}
