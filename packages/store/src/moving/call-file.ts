import type { CallRow } from "../call-row.ts";
import { CALL_COLUMNS, type CallColumn } from "../calls-table.ts";
import { listOf, numberCell, text } from "../cell-codec.ts";
import type { Expression, Selected } from "../select-query.ts";

/*
 * A file of calls: one row a call, with the columns of `calls` by their names. What differs from the table is what other
 * programs read with more ease: ids and hashes are hex digits, and a segment's parts have names without a dot.
 *
 * - A call costs what it costs today. `earlier_prices` are the ones before, oldest first, so that an import can go
 *   through the same corrections again; each is a JSON array of the columns in `CORRECTED`.
 * - `batch` is when the call was received, epoch ms x 1000 and a sequence.
 */

type CallName = keyof typeof CALL_COLUMNS;

const FILE_NAMES: Readonly<Partial<Record<CallName, string>>> = {
  "segments.path": "segment_paths",
  "segments.kind": "segment_kinds",
  "segments.hash": "segment_hashes",
  "segments.tokens": "segment_tokens",
};

/** What a column of the table becomes in a file, and the type of that, where it is not the table's own. */
const AS_HEX: Readonly<Partial<Record<CallName, { readonly sql: string; readonly type: string }>>> = {
  trace_id: { sql: "replaceAll(toString(t.trace_id), '-', '')", type: "String" },
  span_id: { sql: "leftPad(lower(hex(t.span_id)), 16, '0')", type: "String" },
  "segments.hash": {
    sql: "arrayMap(hash -> leftPad(lower(hex(hash)), 16, '0'), t.segments.hash)",
    type: "Array(String)",
  },
};

const asText: Expression<string>["decode"] = text.decode;

const NAMES: readonly CallName[] = Object.keys(CALL_COLUMNS).filter(
  (name): name is CallName => name in CALL_COLUMNS,
);

export interface CallFileColumn {
  readonly name: string;
  /** Of the table. */
  readonly column: string;
  /** The type in a file; null = the table's. */
  readonly type: string | null;
  /** From the table's row `t`. */
  readonly write: string;
}

/** The columns of a file, in their order. */
export const CALL_FILE: readonly CallFileColumn[] = [
  ...NAMES.map((column) => ({
    name: FILE_NAMES[column] ?? column,
    column,
    type: AS_HEX[column]?.type ?? null,
    write: AS_HEX[column]?.sql ?? `t.${column}`,
  })),
  { name: "batch", column: "batch", type: null, write: "t.batch" },
  { name: "earlier_prices", column: "", type: "Array(String)", write: "t.earlier_prices" },
];

/** A row of a file. */
export interface CallFileRow extends CallRow {
  readonly batch: number;
  readonly earlier_prices: readonly string[];
}

/** How a row of a file is read. */
export const CALL_FILE_ROW: Selected<CallFileRow> = selectedRow();

function selectedRow(): Selected<CallFileRow> {
  const columns = NAMES.map((column): [string, Expression<unknown>] => [column, expressionOf(column)]);
  const row = {
    ...Object.fromEntries(columns),
    batch: { sql: "t.batch", decode: numberCell },
    earlier_prices: { sql: "t.earlier_prices", decode: listOf(text).decode },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one expression for every column, from its own codec
  return row as Selected<CallFileRow>;
}

function expressionOf(column: CallName): Expression<unknown> {
  const name = FILE_NAMES[column] ?? column;
  const { sql, decode }: CallColumn<unknown> = CALL_COLUMNS[column];
  if (column === "segments.hash") return { sql: `t.${name}`, decode: listOf(text).decode };
  const inHex = AS_HEX[column] !== undefined;
  return inHex ? { sql: `t.${name}`, decode: asText } : { sql: sql(`t.${name}`), decode };
}
