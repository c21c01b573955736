import { quoteElement } from "../bind-parameters.ts";
import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { parseRows } from "../parse-rows.ts";
import type { Selected } from "../select-query.ts";
import { RAW } from "../tables.ts";
import { CALL_FILE } from "./call-file.ts";
import { SCORE_FILE } from "./export-scores.ts";
import { ImportError } from "./import-error.ts";
import { FILE_FORMATS, unreadable, type RecognisedFile } from "./recognise-file.ts";

/** Rows a page: an insert of some 5 MB, and some 30 MB of them in memory while they are taken apart. */
const PAGE_ROWS = 8192;

/** One thread and no look ahead, so that rows come in the order of the file and "row 17" is its seventeenth. */
const SETTINGS = `SETTINGS max_threads = 1, max_block_size = ${PAGE_ROWS}, input_format_parallel_parsing = 0, input_format_parquet_max_block_size = ${PAGE_ROWS}, input_format_skip_unknown_fields = 0, input_format_import_nested_json = 0`;

/** A page of rows and the number of the first, from 1. */
export interface FilePage<Row> {
  readonly rows: readonly Row[];
  readonly first: number;
}

/**
 * The rows of a file, as fast as they are asked for.
 *
 * @throws ImportError with the row for what is damaged or no value of ours
 */
export async function* readFileRows<Row extends object>(
  engine: Engine,
  path: string,
  file: RecognisedFile,
  select: Selected<Row>,
): AsyncGenerator<FilePage<Row>> {
  const expressions = Object.entries<Selected<Row>[keyof Row]>(select);
  const cells = expressions.map(([, { sql }]) => sql).join(", ");
  const structure = await structureOf(engine, file);
  const sql = `SELECT ${cells} FROM file(${quoteElement(path)}, ${FILE_FORMATS[file.format]}, ${quoteElement(structure)}) AS t ${SETTINGS}`;
  let first = 1;
  const pieces = engine.streamFile({ sql, parameters: {} }, "JSONCompactEachRow")[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await pieces.next().catch((error: unknown) => {
        throw unreadable(error, path);
      });
      if (piece.done === true) return;
      const lines = parseRows(Buffer.from(piece.value).toString());
      const rows = lines.map((line, index) => decodeRow<Row>(expressions, line, first + index));
      if (rows.length > 0) yield { rows, first };
      first += rows.length;
    }
  } finally {
    await pieces.return?.();
  }
}

function decodeRow<Row extends object>(
  expressions: readonly (readonly [string, Selected<Row>[keyof Row]])[],
  cells: readonly unknown[],
  number: number,
): Row {
  const row = expressions.map(([name, { decode }], index) => {
    try {
      return [name, decode(cells[index])] as const;
    } catch (error) {
      throw wrongValue(number, name, error);
    }
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a decoder of the right type for each key
  return Object.fromEntries(row) as Row;
}

export function wrongValue(row: number, column: string, error: unknown): ImportError {
  const what = error instanceof Error ? error.message : String(error);
  return new ImportError(`row ${row}: ${column}: ${what.slice(0, 200)}`, { cause: error });
}

/** The types of a file's columns as the engine shall read them; a column that an older file lacks is at its default. */
async function structureOf(engine: Engine, { what }: RecognisedFile): Promise<string> {
  if (what === "scores") return SCORE_FILE.map(({ name, type }) => `${name} ${type}`).join(", ");
  const types = await tableTypes(engine);
  return CALL_FILE.map(({ name, column, type }) => `${name} ${type ?? types.get(column)}`).join(", ");
}

async function tableTypes(engine: Engine): Promise<ReadonlyMap<string, string>> {
  const rows = await engine.query({
    sql: "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}",
    parameters: { table: RAW.name },
  });
  return new Map(rows.map(([name, type]) => [textCell(name), textCell(type)]));
}
