import { formatLedger } from "../format/ledger.ts";
import { formatUsd, formatUsdOfCall } from "@promptprof/model/format";
import { formatCount, formatTokens } from "@promptprof/model/format";
import { significant, withThousands } from "@promptprof/model/format";
import { table, type Column } from "../table/table.ts";
import { wrapWords } from "../table/wrap-words.ts";
import { paintFor } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor, type Symbols } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { CostDifference, CostDifferences, ImportReport } from "./import-report.ts";

/** The whole output of `promptprof import`: what happened to every row, and what is to be looked at. */
export function printImport(report: ImportReport, terminal: Terminal): string {
  const lines = [
    `${report.file}: ${formatCount(report.rows)} rows, ${formatCount(report.sent)} sent, ${formatCount(report.rejected)} rejected`,
    ...(report.from === null || report.to === null
      ? []
      : [`calls from ${day(report.from)} to ${day(report.to)}`]),
    wrapWords(`ledger ${formatLedger(report.ledger, symbolsFor(terminal))}`, terminal.columns, "  "),
    ...rejectedLines(report, terminal),
    ...differenceLines(report.reportedCostDiffers, terminal),
  ];
  return `${lines.join("\n")}\n`;
}

function rejectedLines({ file, rejected, rejectedRows }: ImportReport, terminal: Terminal): string[] {
  if (rejected === 0) return [];
  const some = rejected > rejectedRows.length ? `, the first ${rejectedRows.length}` : "";
  const rows = rejectedRows.map(
    ({ line, reasons }) => `  ${file}:${line}: ${printable(reasons.join("; "), terminal)}`,
  );
  return ["", `rejected rows: ${formatCount(rejected)}${some}`, ...rows];
}

function differenceLines(differences: CostDifferences, terminal: Terminal): string[] {
  if (differences.calls === 0) return [];
  const { calls, claimedNanoUsd, recomputedNanoUsd, worst } = differences;
  const sums = `claimed ${formatUsd(claimedNanoUsd)}, recomputed ${formatUsd(recomputedNanoUsd)}`;
  const title = `reported cost differs from the recomputed one by more than 5%: ${formatCount(calls)} calls, ${sums}`;
  const symbols = symbolsFor(terminal);
  const style = {
    columns: terminal.columns - 2,
    ellipsis: symbols.ellipsis,
    paintTitle: paintFor(terminal).title,
  };
  const rows = table(differenceColumns(symbols, terminal), worst, style).map((line) => `  ${line}`);
  return ["", wrapWords(title, terminal.columns, "  "), ...rows];
}

function differenceColumns(symbols: Symbols, terminal: Terminal): Column<CostDifference>[] {
  const tokens = (count: number | null): string => (count === null ? symbols.none : formatTokens(count));
  return [
    {
      title: "TIME (UTC)",
      align: "left",
      priority: 3,
      cell: ({ time }) => time.slice(0, 19).replace("T", " "),
    },
    {
      title: "MODEL",
      align: "left",
      priority: Infinity,
      shrinksTo: 16,
      cell: ({ model }) => printable(model ?? symbols.none, terminal),
    },
    {
      title: "TOK in/out",
      align: "right",
      priority: 2,
      cell: ({ inputTokens, outputTokens }) => `${tokens(inputTokens)}/${tokens(outputTokens)}`,
    },
    {
      title: "CLAIMED",
      align: "right",
      priority: Infinity,
      cell: (row) => formatUsdOfCall(row.claimedNanoUsd),
    },
    {
      title: "RECOMPUTED",
      align: "right",
      priority: Infinity,
      cell: (row) => formatUsdOfCall(row.recomputedNanoUsd),
    },
    { title: "RATIO", align: "right", priority: 1, cell: (row) => ratio(row) ?? symbols.none },
  ];
}

function ratio({ claimedNanoUsd, recomputedNanoUsd }: CostDifference): string | null {
  if (recomputedNanoUsd === 0) return null;
  const times = claimedNanoUsd / recomputedNanoUsd;
  return `${times < 1000 ? significant(times, 3) : withThousands(times, 0)}x`;
}

function day(iso: string): string {
  return iso.slice(0, 10);
}
