import { ERROR_CLASSES, PROMPT_SOURCES, SEGMENT_KINDS, TOKEN_SOURCES } from "@promptprof/model";
import { Type, type Static } from "typebox";
import { count, nanoUsd, nullable, oneOf, time } from "./shapes.ts";

export const Cost = Type.Object({
  input: nanoUsd("uncached input"),
  cacheRead: nanoUsd("input read from a cache"),
  cacheWrite: nanoUsd("input written to a cache"),
  output: nanoUsd("output, reasoning included"),
  total: nanoUsd("sum of the four parts, exactly"),
});
export type Cost = Static<typeof Cost>;

export const CallRow = Type.Object({
  project: Type.String(),
  environment: nullable(Type.String()),
  service: nullable(Type.String()),
  team: nullable(Type.String()),
  user: nullable(Type.String({ description: "keyed hash" })),
  session: nullable(Type.String()),
  prompt: nullable(Type.String()),
  version: nullable(Type.String()),
  versionLabel: nullable(Type.String({ description: "a name that people gave to the version" })),
  gitCommit: nullable(Type.String({ description: "commit that the version came from" })),
  promptSource: nullable(oneOf(PROMPT_SOURCES)),
  provider: nullable(Type.String()),
  operation: Type.String(),
  requestModel: nullable(Type.String()),
  responseModel: nullable(Type.String()),
  responseId: nullable(Type.String()),
  requestId: nullable(Type.String({ description: "the provider's id of the HTTP request" })),
  serviceTier: nullable(
    Type.String({ description: "the provider's word for the tier that served the call" }),
  ),
  traceId: Type.String(),
  spanId: Type.String(),
  startTime: time("start of the call, to the millisecond"),
  durationMs: nullable(Type.Number({ description: "null = an import whose records do not say" })),
  ttftMs: nullable(Type.Number()),
  tpotMs: nullable(Type.Number()),
  headersMs: nullable(Type.Number({ description: "to the head of the answer that counted" })),
  gaps: nullable(
    Type.Object(
      { count: count("gaps seen"), p50Ms: Type.Number(), p99Ms: Type.Number(), maxMs: Type.Number() },
      { description: "times between the tokens of the stream" },
    ),
  ),
  stream: nullable(Type.Boolean()),
  attempts: nullable(Type.Integer()),
  retryWaitMs: nullable(Type.Number({ description: "between the attempts, summed up" })),
  httpStatus: nullable(Type.Integer()),
  errorClass: nullable(oneOf(ERROR_CLASSES)),
  errorType: nullable(Type.String()),
  finishReason: nullable(Type.String()),
  toolCalls: nullable(Type.Integer({ description: "tools that the answer asks to call" })),
  rateLimit: nullable(
    Type.Object(
      {
        limitRequests: nullable(Type.Integer()),
        remainingRequests: nullable(Type.Integer()),
        limitTokens: nullable(Type.Integer()),
        remainingTokens: nullable(Type.Integer()),
      },
      { description: "what the provider said of its rate limits with this answer" },
    ),
  ),
  inputTokens: nullable(Type.Integer()),
  cacheReadTokens: nullable(Type.Integer()),
  cacheWriteTokens: nullable(Type.Integer()),
  cacheWrite1hTokens: nullable(Type.Integer()),
  inputAudioTokens: nullable(Type.Integer({ description: "sound within the input" })),
  outputTokens: nullable(Type.Integer()),
  reasoningTokens: nullable(Type.Integer()),
  outputAudioTokens: nullable(Type.Integer({ description: "sound within the output" })),
  tokenSource: oneOf(TOKEN_SOURCES),
  costNanoUsd: nullable(Cost),
  pricing: Type.Object({
    status: oneOf(["priced", "partly", "unpriced"]),
    row: nullable(Type.String()),
    effectiveFrom: nullable(Type.String()),
    reason: nullable(Type.String()),
  }),
  reportedCostNanoUsd: nullable(Type.Integer()),
  segments: Type.Array(
    Type.Object({
      path: Type.String(),
      kind: oneOf(SEGMENT_KINDS),
      hash: Type.String(),
      tokens: nullable(Type.Integer()),
    }),
  ),
  scores: Type.Array(Type.Object({ name: Type.String(), value: Type.Number(), source: Type.String() })),
  dialect: Type.String(),
  tags: Type.Array(Type.String()),
  experiment: nullable(Type.String()),
  notes: Type.Array(Type.String({ description: "rules that fired, for example `reported_cost_differs`" })),
});
export type CallRow = Static<typeof CallRow>;
