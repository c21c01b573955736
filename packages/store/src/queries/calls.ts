import { callFilter } from "../call-filter.ts";
import { CALL_COLUMNS, callOf, type CallColumn, type CallRow } from "../calls-table.ts";
import type { Engine } from "../engine.ts";
import type { Selected } from "../measures.ts";
import { readRows, type Condition, type SelectQuery } from "../select-query.ts";
import type { CallsPage, CallsQuestion } from "../store.ts";
import { RAW } from "../tables.ts";
import { cursorOf, parseCursor } from "./calls-cursor.ts";

/** Single calls from raw rows, newest first. */
export async function readCalls(engine: Engine, question: CallsQuestion): Promise<CallsPage> {
  // One more than asked tells whether there is a next page.
  const rows = await readRows(engine, callsQuery(question, question.limit + 1));
  const shown = rows.slice(0, question.limit).map(callOf);
  const last = shown.at(-1);
  return {
    calls: shown,
    nextCursor: rows.length > question.limit && last !== undefined ? cursorOf(last) : null,
  };
}

const ROW_COLUMNS = Object.fromEntries(
  (Object.entries(CALL_COLUMNS) as [string, CallColumn<unknown>][]).map(([column, { codec }]) => [
    column,
    { sql: codec.read(`t.${column}`), decode: codec.decode },
  ]),
) as Selected<CallRow>;

export function callsQuery(question: CallsQuestion, limit: number): SelectQuery<CallRow> {
  return {
    select: ROW_COLUMNS,
    from: RAW.name,
    where: [
      ...callFilter(question, { table: RAW, from: question.from, to: question.to }),
      ...extraConditions(question),
    ],
    groupBy: [],
    orderBy: ["start_time", "trace_id", "span_id"].map((by) => ({ by: `t.${by}`, descending: true })),
    limit,
  };
}

function extraConditions({ note, cursor }: CallsQuestion): Condition[] {
  const noted: Condition[] = note === undefined ? [] : [{ kind: "holds", column: "t.notes", value: note }];
  return cursor === null ? noted : [...noted, parseCursor(cursor)];
}
