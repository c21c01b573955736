import { groupBy, type Call, callKey, isScoreOf, type Score } from "@promptprof/model";
import { numberCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { SCORE_COLUMNS } from "../scores-table.ts";
import { parametersOf, readRows, type Expression, type Fragment, type Selected } from "../select-query.ts";

/** The scores of some calls by `callKey`: of each name, source and id the newest. */
export async function readScoresOfCalls(
  engine: Engine,
  calls: readonly Call[],
): Promise<ReadonlyMap<string, readonly Score[]>> {
  const scores = calls.length === 0 ? [] : await readCandidates(engine, calls);
  if (scores.length === 0) return new Map();
  const bySpan = groupBy(scores, ({ score }) => score.spanId);
  const byResponse = groupBy(scores, ({ score }) => score.responseId);
  return new Map(
    calls.map((call) => {
      const candidates = [
        ...(bySpan.get(call.spanId) ?? []),
        ...(call.responseId === null ? [] : (byResponse.get(call.responseId) ?? [])),
      ];
      return [callKey(call), newestOfEach(candidates.filter(({ score }) => isScoreOf(score, call)))] as const;
    }),
  );
}

interface StoredScore {
  readonly score: Score;
  /** Later inserts have higher numbers. */
  readonly inserted: number;
}

/** Every score that names a span or a response of these calls. */
async function readCandidates(engine: Engine, calls: readonly Call[]): Promise<StoredScore[]> {
  const spans = {
    sql: "SELECT * FROM scores WHERE span_id IN {spans:Array(UInt64)}",
    parameters: { spans: calls.map(({ spanId }) => BigInt(`0x${spanId}`)) },
  };
  const responses = calls.flatMap(({ responseId }) => (responseId === null ? [] : [responseId]));
  const named: Fragment = {
    sql: "SELECT * FROM scores WHERE response_id IN {responses:Array(String)}",
    parameters: { responses },
  };
  const parts = responses.length === 0 ? [spans] : [spans, named];
  const rows = await readRows<Score & Pick<StoredScore, "inserted">>(engine, {
    select: SCORE_EXPRESSIONS,
    from: { sql: `(${parts.map(({ sql }) => sql).join(" UNION ALL ")})`, parameters: parametersOf(parts) },
    where: [],
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  return rows.map(({ inserted, ...score }) => ({ score, inserted }));
}

const column = <K extends keyof Score>(field: K): Expression<Score[K]> => {
  const { column: name, codec } = SCORE_COLUMNS[field];
  return { sql: codec.read(`t.${name}`), decode: codec.decode };
};

const SCORE_EXPRESSIONS: Selected<Score & Pick<StoredScore, "inserted">> = {
  project: column("project"),
  name: column("name"),
  source: column("source"),
  value: column("value"),
  label: column("label"),
  id: column("id"),
  traceId: column("traceId"),
  spanId: column("spanId"),
  responseId: column("responseId"),
  time: column("time"),
  inserted: { sql: "t.inserted", decode: numberCell },
};

/** By name, source and id, in the order of names. */
function newestOfEach(scores: readonly StoredScore[]): Score[] {
  const newest = new Map<string, StoredScore>();
  for (const one of scores) {
    const { name, source, id } = one.score;
    const key = JSON.stringify([name, source, id]);
    const known = newest.get(key);
    if (known === undefined || isNewer(one, known)) newest.set(key, one);
  }
  const inOrder = [...newest.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([, { score }]) => score);
}

function isNewer(a: StoredScore, b: StoredScore): boolean {
  return a.score.time === b.score.time ? a.inserted > b.inserted : a.score.time > b.score.time;
}
