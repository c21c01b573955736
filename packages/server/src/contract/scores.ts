import { SCORE_SOURCES, SCORE_VALUE_MAX } from "@promptprof/model";
import { Type, type Static } from "typebox";
import { count, nullable, oneOf, time } from "./shapes.ts";

/** A score of a call, as it stands at the call. */
export const CallScore = Type.Object({
  name: Type.String(),
  value: nullable(Type.Number({ description: "null = a label alone" })),
  label: nullable(Type.String()),
  source: nullable(oneOf(SCORE_SOURCES)),
});
export type CallScore = Static<typeof CallScore>;

/** Names and words are far below this; what is longer is a text, and texts are not kept. */
const WORD_CHARACTERS_MAX = 200;

const word = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: WORD_CHARACTERS_MAX,
    description: `${description}, 1 to ${WORD_CHARACTERS_MAX} characters`,
  });

/**
 * A score as it is sent. It needs `call`, `responseId` or both, and `value`, `label` or both; null is the same as a
 * missing field.
 */
export const GivenScore = Type.Object(
  {
    call: Type.Optional(
      Type.String({ description: "TRACE_ID:SPAN_ID, 32 and 16 hex digits with a colon between" }),
    ),
    responseId: Type.Optional(word("the provider's id of the response")),
    name: word("what was judged"),
    source: oneOf(SCORE_SOURCES),
    value: Type.Optional(
      Type.Union([
        Type.Number({ minimum: -SCORE_VALUE_MAX, maximum: SCORE_VALUE_MAX }),
        Type.Boolean({ description: "true and false are 1 and 0" }),
      ]),
    ),
    label: Type.Optional(word("the value in a word")),
    id: Type.Optional(word("tells scores of the same call, name and source apart")),
    time: Type.Optional(
      Type.Union([Type.String(), Type.Number()], {
        description: "when it was given; ISO 8601 or epoch ms; default now",
      }),
    ),
    project: Type.Optional(word("project")),
  },
  { additionalProperties: false },
);
export type GivenScore = Static<typeof GivenScore>;
export const GivenScores = Type.Union([GivenScore, Type.Array(GivenScore)]);
export type GivenScores = Static<typeof GivenScores>;

export const ScoresAccepted = Type.Object({
  accepted: count("scores that are stored"),
  waiting: Type.Array(
    Type.Object({
      index: count("place in the list that was sent"),
      call: nullable(Type.String()),
      responseId: nullable(Type.String()),
      message: Type.String(),
    }),
    { description: "those of them whose call is not stored yet" },
  ),
});
export type ScoresAccepted = Static<typeof ScoresAccepted>;

export const SCORE_GROUPINGS = ["prompt", "version", "model"] as const;

export const ScoresAnswer = Type.Object({
  scores: Type.Array(
    Type.Object({
      group: nullable(
        Type.String({ description: "value of `by`; null without `by` or where calls have none" }),
      ),
      name: Type.String(),
      source: nullable(oneOf(SCORE_SOURCES)),
      n: count("scores with a value"),
      mean: nullable(Type.Number()),
      share: nullable(Type.Number({ description: "part that is 1, where every value is 0 or 1" })),
    }),
  ),
  source: Type.Object(
    {
      table: oneOf(["calls", "score_hour", "score_day"]),
      step: Type.Integer({ description: "bucket width in ms; 0 = single scores" }),
      from: time("start that was really read"),
      to: time("end that was really read"),
      upTo: nullable(time("sums hold what came before; null = single scores, all that are stored")),
    },
    {
      description:
        "where the answer was read: single scores for few calls, else sums by whole hours and days of the calls",
    },
  ),
  from: time("start of the calls; same as source.from"),
  to: time("end of the calls; same as source.to"),
});
export type ScoresAnswer = Static<typeof ScoresAnswer>;
