import stringWidth from "string-width";
import { fitText, padText } from "./fit-text.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly align: "left" | "right";
  /** The smallest number leaves first when the table is too wide; `Infinity` never leaves. */
  readonly priority: number;
  /** May be cut down to so many columns before another column has to leave; without it cells are never cut. */
  readonly shrinksTo?: number;
  readonly cell: (row: Row) => string;
  /** Colours a cell that is already cut and padded, so that colour never counts as width. */
  readonly paint?: (text: string, row: Row) => string;
}

export interface TableStyle {
  /** Columns the table may take; `Infinity` = as many as it needs. */
  readonly columns: number;
  readonly ellipsis: string;
  readonly paintTitle: (text: string) => string;
}

const GAP = "  ";

/** Lays rows out in lines no longer than `style.columns`: columns leave by priority, then names are cut. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  style: TableStyle,
): string[] {
  const measured = columns.map((column) => measure(column, rows));
  const fitting = fitColumns(measured, style.columns);
  const title = fitting.map((each) => style.paintTitle(lay(each.column.title, each, style)));
  const lines = rows.map((row) => fitting.map((each) => paintedCell(row, each, style)));
  return [title, ...lines].map((cells) => cells.join(GAP).trimEnd());
}

interface Measured<Row> {
  readonly column: Column<Row>;
  readonly width: number;
}

function measure<Row>(column: Column<Row>, rows: readonly Row[]): Measured<Row> {
  const width = rows.reduce(
    (widest, row) => Math.max(widest, stringWidth(column.cell(row))),
    stringWidth(column.title),
  );
  return { column, width };
}

function fitColumns<Row>(columns: readonly Measured<Row>[], room: number): readonly Measured<Row>[] {
  const excess = totalWidth(columns) - room;
  if (excess <= 0) return columns;
  if (columns.reduce((sum, each) => sum + slack(each), 0) >= excess) return shrink(columns, excess);
  const leaving = columns.toSorted((a, b) => a.column.priority - b.column.priority)[0];
  // The last column stays whatever the width: a line that wraps is better than no answer.
  if (leaving === undefined || leaving.column.priority === Infinity) return shrink(columns, excess);
  return fitColumns(
    columns.filter((each) => each !== leaving),
    room,
  );
}

function totalWidth<Row>(columns: readonly Measured<Row>[]): number {
  return columns.reduce((sum, { width }) => sum + width, GAP.length * (columns.length - 1));
}

/** Takes the excess from the columns that may shrink, in order. */
function shrink<Row>(columns: readonly Measured<Row>[], excess: number): readonly Measured<Row>[] {
  let left = excess;
  return columns.map((each) => {
    const cut = Math.min(left, slack(each));
    left -= cut;
    return { column: each.column, width: each.width - cut };
  });
}

function slack<Row>({ column, width }: Measured<Row>): number {
  return Math.max(0, width - (column.shrinksTo ?? width));
}

function paintedCell<Row>(row: Row, each: Measured<Row>, style: TableStyle): string {
  const text = lay(each.column.cell(row), each, style);
  return each.column.paint?.(text, row) ?? text;
}

function lay<Row>(text: string, { column, width }: Measured<Row>, style: TableStyle): string {
  return padText(fitText(text, width, style.ellipsis), width, column.align);
}
