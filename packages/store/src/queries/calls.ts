import { callOf } from "../call-of-row.ts";
import type { CallRow } from "../call-row.ts";
import { CALL_COLUMNS, type CallColumn } from "../calls-table.ts";
import type { Asking } from "../choose-plan.ts";
import { hasCorrections } from "../corrected-calls.ts";
import { sourceRows } from "../plan-source.ts";
import { planCalls } from "../planner.ts";
import { readRows, type Fragment, type Selected, type SelectQuery } from "../select-query.ts";
import type { CallsPage, CallsQuestion } from "../store.ts";
import { behind, cursorOf, parseCursor, type CursorPlace } from "./calls-cursor.ts";
import { newestWindow } from "./newest-window.ts";

/** Single calls, newest first. */
export async function readCalls(asking: Asking, question: CallsQuestion): Promise<CallsPage> {
  // One more than asked tells whether there is a next page.
  const rows = await readNewest(asking, question, question.limit + 1);
  const calls = rows.slice(0, question.limit).map(callOf);
  const last = calls.at(-1);
  return { calls, nextCursor: rows.length > calls.length && last !== undefined ? cursorOf(last) : null };
}

async function readNewest(asking: Asking, question: CallsQuestion, wanted: number): Promise<CallRow[]> {
  const place = question.cursor === null ? null : parseCursor(question.cursor);
  const { to } = question;
  const selection = { ...question, to: place === null ? to : Math.min(to, place.startTime + 0.001) };
  // No rollup knows the notes of calls.
  const from = question.note === undefined ? await newestWindow(asking, selection, wanted) : question.from;
  const window = { ...question, from };
  const corrected = await hasCorrections(asking.engine, window);
  return readRows(asking.engine, callsQuery(window, place, wanted, corrected));
}

export function callsQuery(
  question: CallsQuestion,
  place: CursorPlace | null,
  limit: number,
  corrected: boolean = false,
): SelectQuery<CallRow> {
  const plan = planCalls({ selection: question, stepMs: null });
  const { from, where } = sourceRows({ ...plan, corrected }, question);
  return {
    select: CALL_EXPRESSIONS,
    from,
    where: [...where, ...extraConditions(question, place)],
    groupBy: [],
    orderBy: ["start_time", "trace_id", "span_id"].map((by) => ({ by: `t.${by}`, descending: true })),
    limit,
  };
}

function extraConditions({ note }: CallsQuestion, place: CursorPlace | null): Fragment[] {
  return [
    ...(note === undefined ? [] : [{ sql: "has(t.notes, {note:String})", parameters: { note } }]),
    ...(place === null ? [] : [behind(place)]),
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
