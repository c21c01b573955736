import { hasCorrections } from "../corrected-calls.ts";
import type { Engine, Statement, StreamFormat } from "../engine.ts";
import { parametersOf, type Fragment } from "../select-query.ts";
import type { ExportFormat, ExportQuestion } from "../store.ts";
import { RAW } from "../tables.ts";
import { startedWithin } from "../time-conditions.ts";
import { CORRECTED } from "../corrected-calls.ts";
import { CALL_FILE } from "./call-file.ts";

/** The engine's names. A streamed CSV would begin each piece with the header, so that is ours. */
const ENGINE_FORMATS: Readonly<Record<ExportFormat, StreamFormat>> = {
  jsonl: "JSONEachRow",
  csv: "CSV",
  parquet: "Parquet",
};

/**
 * One core is left to those who wait for a page, and one block at a time is in memory. Rows come in the order in which
 * they lie, which within a part is by project, prompt and time. No count of ours reaches 2^53, so numbers stay bare.
 */
const SETTINGS =
  "SETTINGS max_threads = 1, max_block_size = 8192, join_algorithm = 'grace_hash', output_format_parquet_row_group_size = 100000, output_format_parquet_string_as_string = 1, output_format_json_quote_64bit_integers = 0";

/** Calls as they cost today and as they once did, as a file. */
export async function* exportCalls(engine: Engine, question: ExportQuestion): AsyncGenerator<Uint8Array> {
  const names = CALL_FILE.map(({ name }) => name);
  const source = (await hasCorrections(engine, question)) ? correctedRows(question) : plainRows(question);
  const select = CALL_FILE.map(({ name, write }) => `${write} AS ${name}`).join(", ");
  const sql = `SELECT ${select} FROM (${source.sql}) AS t ${SETTINGS}`;
  yield* exportRows(engine, { sql, parameters: source.parameters ?? {} }, names, question.format);
}

/** The rows of a statement as a file with these columns. */
export async function* exportRows(
  engine: Engine,
  statement: Statement,
  names: readonly string[],
  format: ExportFormat,
): AsyncGenerator<Uint8Array> {
  if (format === "csv") yield Buffer.from(`${names.map((name) => `"${name}"`).join(",")}\n`);
  yield* engine.stream(statement, ENGINE_FORMATS[format]);
}

function wholeRows({ from, to, project }: ExportQuestion): Fragment {
  const conditions: Fragment[] = [
    startedWithin(0, { from, to }),
    ...(project === undefined ? [] : [{ sql: "t.project = {project:String}", parameters: { project } }]),
  ];
  return {
    sql: `SELECT * FROM ${RAW.name} AS t WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`,
    parameters: parametersOf(conditions),
  };
}

function plainRows(question: ExportQuestion): Fragment {
  const { sql, parameters = {} } = wholeRows(question);
  return { sql: `SELECT *, CAST([], 'Array(String)') AS earlier_prices FROM (${sql})`, parameters };
}

const priceOf = (row: string): string =>
  `formatRowNoNewline('JSONCompactEachRow', ${CORRECTED.map((name) => `${row}.${name}`).join(", ")})`;

function correctedRows(question: ExportQuestion): Fragment {
  const rows = wholeRows(question);
  const corrections = startedWithin(0, question);
  const newest = CORRECTED.map((name, index) => `tupleElement(newest, ${index + 1}) AS ${name}`);
  const replaced = CORRECTED.map((name) => `if(p.revisions = 0, c.${name}, p.${name}) AS ${name}`);
  return {
    sql: `SELECT c.* EXCEPT (${CORRECTED.join(", ")}), ${replaced.join(", ")},
      if(p.revisions = 0, CAST([], 'Array(String)'), arrayConcat([${priceOf("c")}], p.history)) AS earlier_prices
    FROM (${rows.sql}) AS c
    LEFT ANY JOIN (
      SELECT trace_id, span_id, revisions, history, ${newest.join(", ")} FROM (
        SELECT trace_id, span_id, count() AS revisions,
          argMax(tuple(${CORRECTED.map((name) => `t.${name}`).join(", ")}), revision) AS newest,
          arrayPopBack(arrayMap(one -> one.2, arraySort(groupArray((revision, ${priceOf("t")}))))) AS history
        FROM price_corrections AS t WHERE ${corrections.sql} GROUP BY trace_id, span_id)
    ) AS p ON c.trace_id = p.trace_id AND c.span_id = p.span_id`,
    parameters: parametersOf([rows, corrections]),
  };
}
