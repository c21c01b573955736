import { GEN_AI, PROMPTPROF, type Score, SCORE_SOURCES, SCORE_VALUE_MAX } from "@promptprof/model";
import { flagOf, numberOf, textOf } from "../fields/attribute.ts";
import { readResource } from "../fields/resource.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
import { isId, isPlausibleTime } from "../wire/otlp-span.ts";

/** A score, free of any content: the explanation of a judge is text about a text and stays behind. */
export interface ScoreReading {
  readonly kind: "score";
  readonly score: Score;
}

/** An evaluation event that cannot be a score. It is no call either, so the ledger of calls does not count it. */
export interface RejectedScore {
  readonly kind: "rejected_score";
  readonly reason: ScoreRejection;
}

export type ScoreRejection =
  | "score_without_name"
  | "score_without_value"
  | "score_without_call"
  | "score_out_of_range"
  | "score_time_out_of_range";

/** Reads `gen_ai.evaluation.result`. @param now epoch ms: a score later than a day after it is rejected */
export function readEvaluation(record: OtlpLogRecord, now: number): ScoreReading | RejectedScore {
  const { attributes, resource, time } = record;
  const name = textOf(attributes.get(GEN_AI.evaluationName));
  const value = valueOf(attributes.get(GEN_AI.evaluationValue));
  const label = textOf(attributes.get(GEN_AI.evaluationLabel));
  const responseId = textOf(attributes.get(GEN_AI.responseId));
  const ids = spanIn(record);
  if (name === null) return rejected("score_without_name");
  if (value === null && label === null) return rejected("score_without_value");
  if (value !== null && Math.abs(value) > SCORE_VALUE_MAX) return rejected("score_out_of_range");
  if (ids.spanId === null && responseId === null) return rejected("score_without_call");
  if (!isPlausibleTime(time, now)) return rejected("score_time_out_of_range");
  const source = attributes.get(PROMPTPROF.scoreSource);
  return {
    kind: "score",
    score: {
      project: textOf(attributes.get(PROMPTPROF.project)) ?? readResource(resource).project,
      name,
      source: SCORE_SOURCES.find((known) => known === source) ?? null,
      value,
      label,
      id: textOf(attributes.get(PROMPTPROF.scoreId)),
      ...ids,
      responseId,
      time,
    },
  };
}

function rejected(reason: ScoreRejection): RejectedScore {
  return { kind: "rejected_score", reason };
}

/** A number, or a truth value as 1 and 0. */
function valueOf(value: AttributeValue | undefined): number | null {
  const flag = flagOf(value);
  return flag === null ? numberOf(value) : Number(flag);
}

function spanIn({ traceId, spanId }: OtlpLogRecord): Pick<Score, "traceId" | "spanId"> {
  const isSpan = traceId !== null && spanId !== null && isId(traceId, 32) && isId(spanId, 16);
  return isSpan ? { traceId, spanId } : { traceId: null, spanId: null };
}
