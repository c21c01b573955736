import type { Comparison } from "@promptprof/server/contract";
import { formatCount } from "@promptprof/model/format";
import type { Column } from "../table/table.ts";
import type { Paint } from "../terminal/paint.ts";
import type { Symbols } from "../terminal/symbols.ts";
import { changeInWords, intervalInWords, marginInWords, valueInWords } from "./metric-words.ts";

/** A comparison with the name that its row begins with. */
export interface ComparedRow {
  readonly name: string;
  readonly comparison: Comparison;
}

/** The columns of a comparison, from left to right. The rarest wish leaves first where the terminal is narrow. */
export function compareColumns(
  title: string,
  rows: readonly ComparedRow[],
  symbols: Symbols,
  paint: Paint,
): Column<ComparedRow>[] {
  const isAdjusted = rows.some(({ comparison }) => comparison.unadjusted !== null);
  return [
    { title, align: "left", priority: Infinity, shrinksTo: 14, cell: (row) => row.name },
    column("A", 6, (one) => valueInWords(one, one.a.value, symbols)),
    column("B", 7, (one) => valueInWords(one, one.b.value, symbols)),
    column("CHANGE", 9, (one) => changeInWords(one, symbols)),
    column("95 % INTERVAL", 8, (one) => intervalInWords(one, symbols)),
    ...(isAdjusted ? [column("UNADJUSTED", 4, (one) => unadjustedCell(one, symbols))] : []),
    column("MARGIN", 3, marginInWords),
    column("N A/B", 2, ({ a, b }) => `${formatCount(a.n)}/${formatCount(b.n)}`),
    {
      title: "VERDICT",
      align: "left",
      priority: 10,
      cell: ({ comparison }) => verdictInWords(comparison),
      paint: (text, { comparison: { verdict } }) => paintVerdict(text, verdict, paint),
    },
  ];
}

function column(
  title: string,
  priority: number,
  cell: (comparison: Comparison) => string,
): Column<ComparedRow> {
  return { title, align: "right", priority, cell: (row) => cell(row.comparison) };
}

function unadjustedCell(one: Comparison, symbols: Symbols): string {
  return changeInWords({ ...one, change: one.unadjusted }, symbols);
}

function verdictInWords({ verdict, needed }: Comparison): string {
  if (verdict !== "undecided" || needed === null) return verdict;
  return `undecided (about ${formatCount(needed)} more)`;
}

export function paintVerdict(text: string, verdict: string, paint: Paint): string {
  if (verdict === "worse") return paint.failure(text);
  if (verdict === "better" || verdict === "safe") return paint.good(text);
  return verdict === "undecided" ? paint.warning(text) : text;
}
