import { callOf } from "../call-of-row.ts";
import type { CallRow } from "../call-row.ts";
import { CALL_COLUMNS, type CallColumn } from "../calls-table.ts";
import { textCell } from "../cell-codec.ts";
import type { Asking } from "../choose-plan.ts";
import { hasCorrections } from "../corrected-calls.ts";
import { sourceRows } from "../plan-source.ts";
import { planCalls } from "../planner.ts";
import { readRows, type Fragment, type Selected, type SelectQuery } from "../select-query.ts";
import type { CallsPage, CallsQuestion, CallsSort } from "../store.ts";
import { behind, cursorOf, parseCursor, type CursorPlace } from "./calls-cursor.ts";
import { callFilters } from "./calls-filters.ts";
import { orderOf, sortValue } from "./calls-order.ts";
import { newestWindow } from "./newest-window.ts";

/** Single calls in the order of the question, in pages. */
export async function readCalls(asking: Asking, question: CallsQuestion): Promise<CallsPage> {
  const { sort = "time", cursor, limit } = question;
  const place = cursor === null ? null : parseCursor(cursor, sort);
  // One more than asked tells whether there is a next page.
  const rows = await readPage(asking, { question, sort, place, wanted: limit + 1 });
  const calls = rows.slice(0, limit).map(callOf);
  const last = calls.at(-1);
  const more = rows.length > calls.length && last !== undefined;
  return { calls, nextCursor: more ? cursorOf(last, sort) : null };
}

/** A page as it is read: `wanted` calls of the question behind a place. */
export interface Page {
  readonly question: CallsQuestion;
  readonly sort: CallsSort;
  readonly place: CursorPlace | null;
  readonly wanted: number;
}

async function readPage({ engine, ...asking }: Asking, page: Page): Promise<CallRow[]> {
  const { question, place, sort } = page;
  // Behind a place in time nothing is newer.
  const to = sort === "time" && place !== null ? Math.min(question.to, place.startTime + 0.001) : question.to;
  const within = { ...page, question: { ...question, to } };
  // Rollups know where the newest calls are, but nothing of single calls.
  const countable = sort === "time" && callFilters(question).length === 0;
  if (countable) {
    const from = await newestWindow({ engine, ...asking }, within.question, page.wanted);
    const window = { ...within, question: { ...within.question, from } };
    return readRows(engine, pageQuery(window, null, await hasCorrections(engine, window.question)));
  }
  const corrected = await hasCorrections(engine, question);
  const edge = (await readRows(engine, edgeQuery(within, corrected))).at(-1);
  return edge === undefined ? [] : readRows(engine, pageQuery(within, edge, corrected));
}

/** Value and start of the last call of a page. */
interface Edge {
  readonly value: bigint;
  readonly start: bigint;
}

/** Two columns and those of the filters tell where a page ends: all seventy are then read of its calls alone. */
export function edgeQuery(page: Page, corrected: boolean): SelectQuery<Edge> {
  return {
    ...callsOf(page, corrected),
    select: {
      value: sortValue(page.sort),
      start: { sql: "toUnixTimestamp64Micro(t.start_time)", decode: (cell) => BigInt(textCell(cell)) },
    },
  };
}

export function pageQuery(page: Page, edge: Edge | null, corrected: boolean): SelectQuery<CallRow> {
  const query = callsOf(page, corrected);
  const where = edge === null ? query.where : [...query.where, notBehind(edge, page.sort)];
  return { ...query, where, select: CALL_EXPRESSIONS };
}

function notBehind({ value, start }: Edge, sort: CallsSort): Fragment {
  return {
    sql: `(${sortValue(sort).sql}, t.start_time) >= ({edge_value:Int64}, fromUnixTimestamp64Micro({edge_start:Int64}, 'UTC'))`,
    parameters: { edge_value: value, edge_start: start },
  };
}

function callsOf(
  { question, sort, place, wanted }: Page,
  corrected: boolean,
): Omit<SelectQuery<object>, "select"> {
  const plan = planCalls({ selection: question, stepMs: null });
  const { from, where } = sourceRows({ ...plan, corrected }, question);
  return {
    from,
    where: [...where, ...callFilters(question), ...(place === null ? [] : [behind(place)])],
    groupBy: [],
    orderBy: orderOf(sort),
    limit: wanted,
  };
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
