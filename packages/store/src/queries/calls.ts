import { CALL_COLUMNS, callOf, type CallColumn, type CallRow } from "../calls-table.ts";
import type { Engine } from "../engine.ts";
import { sourceRows } from "../plan-source.ts";
import { planCalls } from "../planner.ts";
import { readRows, type Fragment, type Selected, type SelectQuery } from "../select-query.ts";
import type { CallsPage, CallsQuestion } from "../store.ts";
import { cursorOf, parseCursor } from "./calls-cursor.ts";

/** Single calls, newest first. */
export async function readCalls(engine: Engine, question: CallsQuestion): Promise<CallsPage> {
  // One more than asked tells whether there is a next page.
  const rows = await readRows(engine, callsQuery(question, question.limit + 1));
  const calls = rows.slice(0, question.limit).map(callOf);
  const last = calls.at(-1);
  return { calls, nextCursor: rows.length > calls.length && last !== undefined ? cursorOf(last) : null };
}

export function callsQuery(question: CallsQuestion, limit: number): SelectQuery<CallRow> {
  const { from, where } = sourceRows(
    planCalls({ selection: question, by: null, stepMs: null, now: 0 }),
    question,
  );
  return {
    select: CALL_EXPRESSIONS,
    from,
    where: [...where, ...extraConditions(question)],
    groupBy: [],
    orderBy: ["start_time", "trace_id", "span_id"].map((by) => ({ by: `t.${by}`, descending: true })),
    limit,
  };
}

function extraConditions({ note, cursor }: CallsQuestion): Fragment[] {
  return [
    ...(note === undefined ? [] : [{ sql: "has(t.notes, {note:String})", parameters: { note } }]),
    ...(cursor === null ? [] : [parseCursor(cursor)]),
  ];
}

/** Every column of a call, selected as its codec reads it. */
export const CALL_EXPRESSIONS: Selected<CallRow> = expressionsOf(CALL_COLUMNS);

function expressionsOf(columns: typeof CALL_COLUMNS): Selected<CallRow> {
  const expressions = Object.entries<CallColumn<unknown>>(columns).map(([name, { sql, decode }]) => [
    name,
    { sql: sql(`t.${name}`), decode },
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- key by key, a column decodes its own type
  return Object.fromEntries(expressions) as Selected<CallRow>;
}
