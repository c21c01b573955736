/**
 * promptprof's own span attributes, for what the OpenTelemetry GenAI conventions have no name for.
 * Written by the SDK and by `otlp/encode`, read by `otlp/dialects/promptprof`.
 */
export const PROMPTPROF = {
  project: "promptprof.project",
  /** Team, as the conventions have none. */
  team: "promptprof.team",
  tags: "promptprof.tags",
  promptSource: "promptprof.prompt.source",
  attempts: "promptprof.attempts",
  errorClass: "promptprof.error.class",
  reportedCost: "promptprof.reported_cost_nano_usd",
  tokenSource: "promptprof.token_source",
  /** A call that is written out again keeps the dialect it was first read from, and the rules that fired on it. */
  dialect: "promptprof.dialect",
  notes: "promptprof.notes",
  /** true where nobody knows how long the call took (`Call.durationMs` null); the span then ends where it starts. */
  durationUnknown: "promptprof.duration.unknown",
  cacheWrite1h: "promptprof.usage.cache_write_1h.input_tokens",
  /** The conventions name the tier for OpenAI alone (`openai.response.service_tier`). */
  serviceTier: "promptprof.service_tier",
  /** Four parallel arrays, in order of the rendered prompt; weights are characters, to share input tokens by. */
  segmentPaths: "promptprof.segments.paths",
  segmentKinds: "promptprof.segments.kinds",
  segmentHashes: "promptprof.segments.hashes",
  segmentWeights: "promptprof.segments.weights",
  /** Seconds from the start of the call to the head of the answer that counted, all attempts included. */
  timeToHeaders: "promptprof.response.time_to_headers",
  /** Seconds between the end of one attempt and the start of the next, summed up. */
  retryWait: "promptprof.retry.wait",
  /** The id that the provider gives to a request, for its support: `x-request-id` and its kin. */
  requestId: "promptprof.response.request_id",
  toolCalls: "promptprof.response.tool_calls",
  /** Times between the tokens of a stream: how many, and in seconds the median, the 99th percentile and the longest. */
  gapCount: "promptprof.stream.gaps.count",
  gapP50: "promptprof.stream.gaps.p50",
  gapP99: "promptprof.stream.gaps.p99",
  gapMax: "promptprof.stream.gaps.max",
  /** What the provider says is left of its rate limits after this call. */
  limitRequests: "promptprof.rate_limit.requests.limit",
  remainingRequests: "promptprof.rate_limit.requests.remaining",
  limitTokens: "promptprof.rate_limit.tokens.limit",
  remainingTokens: "promptprof.rate_limit.tokens.remaining",
  experiment: "promptprof.experiment",
  /** A name that people gave to the version, and the commit of the code or file it came from. */
  promptLabel: "promptprof.prompt.label",
  promptCommit: "promptprof.prompt.git_commit",
  /** Of a score (`gen_ai.evaluation.result`): who gave it, and what tells it from others of its name and source. */
  scoreSource: "promptprof.score.source",
  scoreId: "promptprof.score.id",
  /** Parallel to the paths, only where content is captured: the text of a segment, "" where it may not leave. */
  segmentTexts: "promptprof.segments.texts",
  /** Spans the client had to drop since its last report. A number >= 0. */
  clientDrops: "promptprof.client.drops",
} as const;

/** OpenTelemetry GenAI conventions v0.1.0, the names that are written. Readers know the older ones too. */
export const GEN_AI = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  responseId: "gen_ai.response.id",
  finishReasons: "gen_ai.response.finish_reasons",
  timeToFirstChunk: "gen_ai.response.time_to_first_chunk",
  stream: "gen_ai.request.stream",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  cacheReadTokens: "gen_ai.usage.cache_read.input_tokens",
  cacheWriteTokens: "gen_ai.usage.cache_write.input_tokens",
  reasoningTokens: "gen_ai.usage.reasoning.output_tokens",
  inputAudioTokens: "gen_ai.usage.audio.input_tokens",
  outputAudioTokens: "gen_ai.usage.audio.output_tokens",
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
  promptName: "gen_ai.prompt.name",
  promptVersion: "gen_ai.prompt.version",
  conversation: "gen_ai.conversation.id",
  /** Name of the log event that carries a score. */
  evaluationEvent: "gen_ai.evaluation.result",
  evaluationName: "gen_ai.evaluation.name",
  evaluationValue: "gen_ai.evaluation.score.value",
  evaluationLabel: "gen_ai.evaluation.score.label",
} as const;

/** Stable OpenTelemetry names that a call uses. */
export const OTEL = {
  errorType: "error.type",
  httpStatus: "http.response.status_code",
  resendCount: "http.request.resend_count",
  user: "user.id",
  service: "service.name",
  environment: "deployment.environment.name",
} as const;
