import type { Engine } from "../engine.ts";
import { SCORE_COLUMNS } from "../scores-table.ts";
import type { ExportQuestion } from "../store.ts";
import { exportRows } from "./export-calls.ts";

/** The columns of a file of scores, with the type of each in the file. Ids that are all zero stand for "has none". */
export const SCORE_FILE: readonly { readonly name: string; readonly type: string; readonly write: string }[] =
  Object.values(SCORE_COLUMNS).map(({ column }) => ({ name: column, ...scoreTypes(column) }));

function scoreTypes(column: string): { readonly type: string; readonly write: string } {
  if (column === "trace_id") return { type: "String", write: "replaceAll(toString(t.trace_id), '-', '')" };
  if (column === "span_id") return { type: "String", write: "leftPad(lower(hex(t.span_id)), 16, '0')" };
  if (column === "value") return { type: "Nullable(Float64)", write: "t.value" };
  if (column === "time") return { type: "DateTime64(6, 'UTC')", write: "t.time" };
  return { type: "String", write: `toString(t.${column})` };
}

const moment = (name: string): string => `fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`;

/** Scores given within the range: of each score the newest. */
export async function* exportScores(engine: Engine, question: ExportQuestion): AsyncGenerator<Uint8Array> {
  const { from, to, project, format } = question;
  const select = SCORE_FILE.map(({ name, write }) => `${write} AS ${name}`).join(", ");
  const ofProject = project === undefined ? "" : " AND t.project = {project:String}";
  const sql = `SELECT ${select} FROM scores AS t FINAL WHERE t.time >= ${moment("from")} AND t.time < ${moment("to")}${ofProject}
    SETTINGS max_threads = 1, max_block_size = 8192`;
  const parameters = {
    from: Math.round(from * 1000),
    to: Math.round(to * 1000),
    ...(project === undefined ? {} : { project }),
  };
  const names = SCORE_FILE.map(({ name }) => name);
  yield* exportRows(engine, { sql, parameters }, names, format);
}
