import { textCell } from "../cell-codec.ts";
import type { InsertId } from "../encode-rows.ts";
import type { Engine } from "../engine.ts";
import { parametersOf, readRows, type Fragment } from "../select-query.ts";
import { RAW } from "../tables.ts";
import { newestPairs } from "./score-pairs.ts";

/** One block of the engine, as for calls. */
export const CHANGES_MAX = 20_000;

const OF_CALL = ["project", "prompt", "environment", "version", "model", "start_time", "batch"];

/** Columns of `score_changes` (migration 11) in the order of a written row, without the id of its insert. */
const COLUMNS: readonly string[] = [
  ...OF_CALL,
  "trace_id",
  "span_id",
  "name",
  "source",
  "id",
  "value",
  "before",
  "is_first",
  "time",
  "scored",
];

export const CHANGE_COLUMNS: readonly string[] = [...COLUMNS, "writer", "inserted"];

/**
 * What `score_changes` does not know yet of some calls, as TabSeparated fields without the id of an insert: values that
 * are new, and those that are newer and differ. A score that has expired is no change: its sum stays.
 *
 * @param chosen what the calls `t` are
 */
export async function readChanges(engine: Engine, chosen: readonly Fragment[]): Promise<string[]> {
  const calls = callsOf(chosen);
  const newest = newestPairs(calls, OF_CALL, scoresOf(calls));
  const known = knownOf(calls);
  const rows = await readRows<{ line: string }>(engine, {
    select: { line: { sql: lineOf("t"), decode: textCell } },
    from: {
      sql: `(SELECT n.*, k.value AS before, k.scored = 0 AS is_first
        FROM (${newest.sql}) AS n LEFT ANY JOIN (${known.sql}) AS k
        ON n.span_id = k.span_id AND n.trace_id = k.trace_id AND n.name = k.name AND n.source = k.source AND n.id = k.id
        WHERE k.scored = 0 OR ((n.time, n.scored) > (k.time, k.scored) AND NOT ${same("n.value", "k.value")})
        LIMIT ${CHANGES_MAX})`,
      parameters: parametersOf([newest, known]),
    },
    where: [],
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return rows.map(({ line }) => line);
}

/** The rows of one insert, as `readChanges` gives them. */
export async function readChangesOf(engine: Engine, { writer, number }: InsertId): Promise<string[]> {
  const rows = await readRows<{ line: string }>(engine, {
    select: { line: { sql: lineOf("t"), decode: textCell } },
    from: { sql: "score_changes" },
    where: [
      {
        sql: "t.inserted = {number:UInt64} AND t.writer = {writer:String}",
        parameters: { number, writer },
      },
    ],
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return rows.map(({ line }) => line);
}

/** The engine writes the row as it will read it. */
function lineOf(alias: string): string {
  return `formatRowNoNewline('TabSeparated', ${COLUMNS.map((name) => `${alias}.${name}`).join(", ")})`;
}

function callsOf(chosen: readonly Fragment[]): Fragment {
  const columns = ["trace_id", "span_id", "response_id", ...OF_CALL].map((name) => `t.${name} AS ${name}`);
  return {
    sql: `SELECT ${columns.join(", ")} FROM ${RAW.name} AS t WHERE ${chosen.map(({ sql }) => `(${sql})`).join(" AND ")}`,
    parameters: parametersOf(chosen),
  };
}

/** Scores that may be of these calls: by the key of the table, or by its index. */
function scoresOf(calls: Fragment): Fragment {
  return {
    sql: `SELECT * FROM scores WHERE span_id IN (SELECT span_id FROM (${calls.sql}))
      UNION ALL SELECT * FROM scores WHERE response_id != '' AND response_id IN (SELECT response_id FROM (${calls.sql}))`,
    ...(calls.parameters && { parameters: calls.parameters }),
  };
}

function knownOf(calls: Fragment): Fragment {
  return {
    sql: `SELECT trace_id, span_id, name, source, id, value, time, scored FROM score_changes
      WHERE span_id IN (SELECT span_id FROM (${calls.sql}))
      ORDER BY inserted DESC LIMIT 1 BY trace_id, span_id, name, source, id`,
    ...(calls.parameters && { parameters: calls.parameters }),
  };
}

function same(a: string, b: string): string {
  return `ifNull(${a} = ${b}, isNull(${a}) AND isNull(${b}))`;
}
