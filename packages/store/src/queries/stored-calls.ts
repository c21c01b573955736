import type { Call } from "@promptprof/model";
import { callOf } from "../call-of-row.ts";
import type { CallRow } from "../call-row.ts";
import { numberCell } from "../cell-codec.ts";
import { correctedCalls, hasCorrections } from "../corrected-calls.ts";
import type { Engine } from "../engine.ts";
import { parametersOf, readRows, type Fragment } from "../select-query.ts";
import type { ReceivedCall, StoredCallsQuestion } from "../store.ts";
import { RAW } from "../tables.ts";
import { startedWithin } from "../time-conditions.ts";
import { CALL_EXPRESSIONS } from "./calls.ts";

/** The sorting key of the table and what makes it unique: a page is read in place, without sorting the rest. */
const ORDER = ["project", "prompt", "start_time", "trace_id", "span_id"] as const;

export async function readStoredCalls(
  engine: Engine,
  question: StoredCallsQuestion,
): Promise<ReceivedCall[]> {
  const page = pageOf(question);
  const corrected = await hasCorrections(engine, question);
  const source = corrected ? correctedCalls(page, startedWithin(0, question)) : page;
  const rows = await readRows<CallRow & { batch: number }>(engine, {
    select: { ...CALL_EXPRESSIONS, batch: { sql: "t.batch", decode: numberCell } },
    from: { sql: `(${source.sql})`, ...(source.parameters && { parameters: source.parameters }) },
    where: [],
    groupBy: [],
    orderBy: ORDER.map((name) => ({ by: `t.${name}`, descending: false })),
    limit: null,
  });
  return rows.map((row) => ({ call: callOf(row), batch: row.batch }));
}

function pageOf({ from, to, project, after, limit }: StoredCallsQuestion): Fragment {
  const conditions = [
    startedWithin(0, { from, to }),
    ...(project === undefined ? [] : [{ sql: "t.project = {project:String}", parameters: { project } }]),
    ...(after === null ? [] : [behind(after)]),
  ];
  return {
    sql: `SELECT * FROM ${RAW.name} AS t WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}
      ORDER BY ${ORDER.map((name) => `t.${name}`).join(", ")} LIMIT {page:UInt32}`,
    parameters: { ...parametersOf(conditions), page: limit },
  };
}

function behind({ project, prompt, startTime, traceId, spanId }: Call): Fragment {
  return {
    sql: `(${ORDER.map((name) => `t.${name}`).join(", ")}) > ({last_project:String}, {last_prompt:String}, fromUnixTimestamp64Micro({last_start:Int64}, 'UTC'), {last_trace:UUID}, {last_span:UInt64})`,
    parameters: {
      last_project: project,
      last_prompt: prompt ?? "",
      last_start: Math.round(startTime * 1000),
      last_trace: traceId,
      last_span: BigInt(`0x${spanId}`),
    },
  };
}
