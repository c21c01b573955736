/**
 * The HTTP API as data: the schemas that validate requests and answers, make `/api/v1/openapi.json`,
 * and give the pages and the terminal their types. This is all that `web` may import of the server.
 *
 * Unknown is null. Times are ISO 8601 in answers; in questions ISO 8601 or epoch milliseconds.
 * Money is integer nano-dollars, tokens are integers, durations are milliseconds with fractions.
 */
import { ERROR_CLASSES, METRIC_NAMES } from "@promptprof/model";
import { Type, type Static } from "typebox";
import { CallRow, Cost } from "./contract/call-row.ts";
import { SCORE_GROUPINGS } from "./contract/scores.ts";
import { Selection } from "./contract/selection.ts";
import { count, nanoUsd, nullable, oneOf, time } from "./contract/shapes.ts";
import { Source } from "./contract/source.ts";

export { CallRow, Cost, Selection, Source };
export { SegmentsAnswer, SegmentsQuestion } from "./contract/segments.ts";
export {
  BackupAnswer,
  BackupQuestion,
  ExportQuestion,
  ImportedLine,
  ImportFailure,
} from "./contract/moving.ts";
export { StoreAnswer } from "./contract/store.ts";
export {
  COMPARE_UNITS,
  CompareAnswer,
  ComparedPrompt,
  CompareInterval,
  CompareMix,
  CompareQuestion,
  CompareSide,
  CompareSlice,
  CompareValue,
  Comparison,
  MIX_KINDS,
  SLICE_KINDS,
  VERDICTS,
} from "./contract/compare.ts";
export { CallScore, GivenScore, GivenScores, ScoresAccepted, ScoresAnswer } from "./contract/scores.ts";

/** Exact count and sketch quantiles; null where no call has the value. Relative error of a quantile: see `source`. */
export const Quantiles = Type.Object({
  n: count("values the quantiles come from"),
  p50: nullable(Type.Number()),
  p95: nullable(Type.Number()),
  p99: nullable(Type.Number()),
});
export type Quantiles = Static<typeof Quantiles>;

export const Tokens = Type.Object({
  input: count("total input, cache included"),
  cacheRead: count("part of input"),
  cacheWrite: count("part of input"),
  output: count("total output, reasoning included"),
  reasoning: count("part of output"),
});
export type Tokens = Static<typeof Tokens>;

const measures = {
  calls: count("logical calls"),
  errors: count("calls that failed"),
  tokens: Tokens,
  callsWithoutTokens: count("calls whose tokens were never reported; they add nothing to `tokens`"),
  costNanoUsd: Cost,
  unpricedCalls: count("calls without a price; they add nothing to `costNanoUsd`"),
  partlyPricedCalls: count("calls of which a part has no price; with any, `costNanoUsd` is a lower bound"),
  estimated: Type.Object(
    {
      calls: count("calls whose tokens nobody reported and that were counted here from their text"),
      inputTokens: count("part of tokens.input"),
      outputTokens: count("part of tokens.output"),
      costNanoUsd: nanoUsd("part of costNanoUsd.total"),
    },
    { description: "what of the sums comes from estimates" },
  ),
  durationMs: Quantiles,
  ttftMs: Quantiles,
  tpotMs: Quantiles,
};

/** Everything that can be said of a set of calls at once. */
export const Measures = Type.Object(measures);
export type Measures = Static<typeof Measures>;

export const PromptRow = Type.Object({
  prompt: nullable(Type.String({ description: "null = calls that name no prompt" })),
  model: nullable(
    Type.String({ description: "set where `prompt` is null: such calls are grouped by model" }),
  ),
  versions: count("distinct versions in the range"),
  lastVersion: nullable(Type.String()),
  firstSeen: time("start of the first call in the range, to the bucket"),
  lastSeen: time("start of the last call in the range, to the bucket"),
  inputTokens: count("same as tokens.input"),
  outputTokens: count("same as tokens.output"),
  ...measures,
  trend: Type.Object({
    step: Type.Integer({ description: "ms per point" }),
    calls: Type.Array(Type.Integer()),
    p95Ms: Type.Array(nullable(Type.Number({ description: "null = no call in that bucket" }))),
  }),
});
export type PromptRow = Static<typeof PromptRow>;

export const PromptsAnswer = Type.Object({ prompts: Type.Array(PromptRow), source: Source });
export type PromptsAnswer = Static<typeof PromptsAnswer>;

/** The range and the equally long one before it, to show a trend. */
export const TotalsAnswer = Type.Object({ current: Measures, previous: Measures, source: Source });
export type TotalsAnswer = Static<typeof TotalsAnswer>;

export const VersionRow = Type.Object({
  version: nullable(Type.String()),
  firstSeen: time("first call of the version in the range"),
  lastSeen: time("last call of the version in the range"),
  models: Type.Array(Type.String()),
  ...measures,
});
export type VersionRow = Static<typeof VersionRow>;
export const VersionsAnswer = Type.Object({ versions: Type.Array(VersionRow), source: Source });
export type VersionsAnswer = Static<typeof VersionsAnswer>;

export const GROUPINGS = ["prompt", "version", "model", "team", "service", "environment"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const SeriesQuestion = Type.Object({
  ...Selection.properties,
  metric: oneOf(METRIC_NAMES),
  step: Type.Optional(
    Type.Integer({
      minimum: 1000,
      description: "ms; default: at most 200 points; rounded up to a step the store keeps",
    }),
  ),
  by: Type.Optional(oneOf(GROUPINGS)),
  top: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 50,
      default: 6,
      description: "groups kept, by calls; the rest is counted",
    }),
  ),
});
export type SeriesQuestion = Static<typeof SeriesQuestion>;

/**
 * One bucket of one group. `values` by metric: quantile metrics `p50 p95 p99 mean`, tokens
 * `input cacheRead cacheWrite output reasoning`, cost `input cacheRead cacheWrite output total`,
 * errors `rate` and one per error class that occurred, calls `calls`. A bucket without calls has no point.
 */
export const SeriesPoint = Type.Object({
  time: time("start of the bucket"),
  group: nullable(Type.String({ description: "value of `by`; null without `by` or where calls have none" })),
  n: count("calls in the bucket that have the metric"),
  values: Type.Record(Type.String(), nullable(Type.Number())),
  partial: Type.Boolean({ description: "the bucket is cut by the range or still filling" }),
});
export type SeriesPoint = Static<typeof SeriesPoint>;
export const SeriesAnswer = Type.Object({
  metric: oneOf(METRIC_NAMES),
  points: Type.Array(SeriesPoint),
  groups: Type.Object({ shown: count("groups in `points`"), all: count("groups in the range") }),
  source: Source,
  error: Type.Number({ description: "same as source.quantileError" }),
});
export type SeriesAnswer = Static<typeof SeriesAnswer>;

export const CALL_SORTS = ["time", "duration", "cost", "tokens"] as const;

export const CallsQuestion = Type.Object({
  ...Selection.properties,
  note: Type.Optional(Type.String({ description: "only calls on which this rule fired" })),
  errorClass: Type.Optional(oneOf(ERROR_CLASSES)),
  failed: Type.Optional(Type.Boolean({ description: "true = only calls that failed, false = only others" })),
  minDurationMs: Type.Optional(Type.Number({ minimum: 0 })),
  minCostNanoUsd: Type.Optional(Type.Integer({ minimum: 0 })),
  minTokens: Type.Optional(Type.Integer({ minimum: 0, description: "input and output together" })),
  sort: Type.Optional(
    oneOf(CALL_SORTS, "the largest first, calls without the value last; time = newest first; default time"),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(Type.String({ description: "`nextCursor` of the page before" })),
});
export type CallsQuestion = Static<typeof CallsQuestion>;
/** In the order of `sort`; what is equal there, newest first. */
export const CallsAnswer = Type.Object({
  calls: Type.Array(CallRow),
  nextCursor: nullable(Type.String()),
});
export type CallsAnswer = Static<typeof CallsAnswer>;

/** What calls were scored, by the calls of the selection. */
export const ScoresQuestion = Type.Object({
  ...Selection.properties,
  name: Type.Optional(Type.String({ description: "only scores of this name" })),
  by: Type.Optional(oneOf(SCORE_GROUPINGS)),
});
export type ScoresQuestion = Static<typeof ScoresQuestion>;

const reasons = (description: string) => Type.Record(Type.String(), Type.Integer(), { description });

/**
 * received = stored + duplicate + sum(rejected) + waiting, always. The unit is a span that claims to be a call,
 * and any span that could not be read. The range is by time of receipt, to the hour.
 */
export const LedgerAnswer = Type.Object({
  received: count("everything that arrived"),
  stored: count("calls in the store"),
  duplicate: count("arrived again, or a second record of the same call"),
  duplicates: reasons(
    "`duplicate` by the rule that found it, see `notes` of a call; `stored_before` = the same span came again later",
  ),
  rejected: reasons("by reason"),
  waiting: count("acknowledged and durable, not yet settled or not yet in the store"),
  unpriced: reasons("stored calls without a price, by reason"),
  notes: reasons("stored calls by the rules that fired on them, for example `possible_duplicate`"),
  clientDrops: count("calls that clients say they had to drop"),
  notCalls: count("spans that are not model calls: parents, tools, HTTP; not part of `received`"),
});
export type LedgerAnswer = Static<typeof LedgerAnswer>;

export const UnpricedQuestion = Type.Object({
  from: Selection.properties.from,
  to: Selection.properties.to,
  project: Selection.properties.project,
});
export type UnpricedQuestion = Static<typeof UnpricedQuestion>;

/** What has no price or one in part, and what would give it one. Most tokens at stake first. */
export const UnpricedAnswer = Type.Object({
  groups: Type.Array(
    Type.Object({
      reason: Type.String({ description: "why; the parts without a price where the others have one" }),
      provider: nullable(Type.String()),
      model: nullable(Type.String()),
      calls: count("calls of this reason, provider and model"),
      callsWithoutTokens: count("those of them that reported no tokens"),
      inputTokens: count("input tokens at stake"),
      outputTokens: count("output tokens at stake"),
      advice: nullable(Type.String({ description: "what a person can do about it" })),
      config: nullable(
        Type.String({ description: "lines of promptprof.yaml that would price them; null = none would" }),
      ),
    }),
  ),
  from: time("start that was really read, on a whole hour"),
  to: time("end that was really read, on a whole hour"),
});
export type UnpricedAnswer = Static<typeof UnpricedAnswer>;

export const RepriceQuestion = Type.Object({
  from: Type.String({ description: "start of the calls, inclusive; ISO 8601 or epoch ms" }),
  to: Type.Optional(Type.String({ description: "end, exclusive; ISO 8601 or epoch ms; default now" })),
  project: Selection.properties.project,
  write: Type.Optional(Type.Boolean({ default: false, description: "false = only say what would change" })),
});
export type RepriceQuestion = Static<typeof RepriceQuestion>;

const PricedSums = Type.Object({
  costNanoUsd: Cost,
  unpricedCalls: count("calls without a price"),
  partlyPricedCalls: count("calls of which a part has no price"),
});

/** Stored calls at today's prices and configuration beside what they cost so far. */
export const RepriceAnswer = Type.Object({
  from: time("start of the calls"),
  to: time("end of the calls"),
  calls: count("stored calls in the range"),
  changed: count("calls whose price or price row is another one now"),
  expiredCalls: count("calls that are counted in the sums but no longer kept one by one; their price stays"),
  before: PricedSums,
  after: PricedSums,
  models: Type.Array(
    Type.Object({
      provider: nullable(Type.String()),
      model: nullable(Type.String()),
      changed: count("calls that change"),
      beforeNanoUsd: nanoUsd("what the changing calls cost so far; unpriced ones add nothing"),
      afterNanoUsd: nanoUsd("what they cost at today's prices"),
      row: nullable(Type.String({ description: "price row of today; null = none, or several" })),
    }),
    { description: "models with changes, the largest difference first; 100 at most" },
  ),
  written: Type.Boolean({ description: "true = the corrections are stored and every sum follows them" }),
});
export type RepriceAnswer = Static<typeof RepriceAnswer>;

/** Everything that is wrong with a question, in one line: place, value, and what would be right. */
export const ErrorAnswer = Type.Object({ error: Type.String() });
export type ErrorAnswer = Static<typeof ErrorAnswer>;
