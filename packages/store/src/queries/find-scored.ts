import { groupBy, isScoreOf, type Score } from "@promptprof/model";
import { hash64, optionalText, uuid } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { readRows } from "../select-query.ts";
import { END_OF_TIME_MS } from "../storable-time.ts";
import type { TimeRange } from "../store.ts";
import { DAY_MS, RAW } from "../tables.ts";
import { startedWithin } from "../time-conditions.ts";

/**
 * Those scores whose call is stored. Most feedback comes within a day, and one day of calls is read in some
 * milliseconds; only for the rest the ids of all calls are (36 bytes each).
 */
export async function findScored(
  engine: Engine,
  scores: readonly Score[],
  now: number,
): Promise<ReadonlySet<Score>> {
  const yesterday = now - DAY_MS;
  const recent = await findWithin(engine, scores, { from: yesterday, to: END_OF_TIME_MS });
  const others = scores.filter((score) => !recent.has(score));
  const older = await findWithin(engine, others, { from: 0, to: yesterday });
  return new Set([...recent, ...older]);
}

async function findWithin(
  engine: Engine,
  scores: readonly Score[],
  range: TimeRange,
): Promise<ReadonlySet<Score>> {
  if (scores.length === 0) return new Set();
  const spans = scores.flatMap(({ spanId }) => (spanId === null ? [] : [BigInt(`0x${spanId}`)]));
  const responses = scores.flatMap(({ responseId }) => (responseId === null ? [] : [responseId]));
  const calls = await readRows(engine, {
    select: {
      traceId: { sql: "t.trace_id", decode: uuid.decode },
      spanId: { sql: "t.span_id", decode: hash64.decode },
      responseId: { sql: "t.response_id", decode: optionalText.decode },
    },
    from: { sql: RAW.name },
    where: [
      startedWithin(0, range),
      {
        sql: "t.span_id IN {spans:Array(UInt64)} OR t.response_id IN {responses:Array(String)}",
        parameters: { spans, responses },
      },
    ],
    groupBy: [],
    orderBy: [],
    limit: null,
  });
  const bySpan = groupBy(calls, ({ spanId }) => spanId);
  const byResponse = groupBy(calls, ({ responseId }) => responseId);
  const isKnown = (score: Score): boolean =>
    [...(bySpan.get(score.spanId ?? "") ?? []), ...(byResponse.get(score.responseId ?? "") ?? [])].some(
      (call) => isScoreOf(score, call),
    );
  return new Set(scores.filter(isKnown));
}
