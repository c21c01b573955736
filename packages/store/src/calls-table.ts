import { ERROR_CLASSES, PROMPT_SOURCES, SEGMENT_KINDS, TOKEN_SOURCES, type Call } from "@promptprof/model";
import {
  flag,
  hash64,
  integer,
  listOf,
  milliseconds,
  moment,
  natural,
  optional,
  optionalText,
  optionalWord,
  text,
  uuid,
  word,
  type CellCodec,
} from "./cell-codec.ts";
import type { CallRow } from "./call-row.ts";

/** A column of `calls`: the field that a call writes into it, how it is selected, and how the cell is read. */
export interface CallColumn<T> {
  readonly encode: (call: Call) => string;
  readonly sql: (column: string) => string;
  readonly decode: (cell: unknown) => T;
}

function column<T>(codec: CellCodec<T>, valueOf: (call: Call) => T): CallColumn<T> {
  return { encode: (call) => codec.encode(valueOf(call)), sql: codec.read, decode: codec.decode };
}

/** Every stored column, by its name in the schema (migrations 1, 4 and 7). Order is the order of a written row. */
export const CALL_COLUMNS: { readonly [K in keyof CallRow]: CallColumn<CallRow[K]> } = {
  project: column(text, (call) => call.project),
  environment: column(optionalText, (call) => call.environment),
  service: column(optionalText, (call) => call.service),
  team: column(optionalText, (call) => call.team),
  user: column(optionalText, (call) => call.user),
  session: column(optionalText, (call) => call.session),
  prompt: column(optionalText, (call) => call.prompt),
  version: column(optionalText, (call) => call.version),
  version_label: column(optionalText, (call) => call.versionLabel),
  git_commit: column(optionalText, (call) => call.gitCommit),
  prompt_source: column(optionalWord(PROMPT_SOURCES), (call) => call.promptSource),
  provider: column(optionalText, (call) => call.provider),
  operation: column(text, (call) => call.operation),
  request_model: column(optionalText, (call) => call.requestModel),
  response_model: column(optionalText, (call) => call.responseModel),
  response_id: column(optionalText, (call) => call.responseId),
  service_tier: column(optionalText, (call) => call.serviceTier),
  request_id: column(optionalText, (call) => call.requestId),
  trace_id: column(uuid, (call) => call.traceId),
  span_id: column(hash64, (call) => call.spanId),
  start_time: column(moment, (call) => call.startTime),
  duration_us: column(optional(milliseconds), (call) => call.durationMs),
  ttft_us: column(optional(milliseconds), (call) => call.ttftMs),
  tpot_us: column(optional(milliseconds), (call) => call.tpotMs),
  headers_us: column(optional(milliseconds), (call) => call.headersMs),
  gap_count: column(optional(natural), (call) => call.gaps?.count ?? null),
  gap_p50_us: column(optional(milliseconds), (call) => call.gaps?.p50Ms ?? null),
  gap_p99_us: column(optional(milliseconds), (call) => call.gaps?.p99Ms ?? null),
  gap_max_us: column(optional(milliseconds), (call) => call.gaps?.maxMs ?? null),
  stream: column(optional(flag), (call) => call.stream),
  attempts: column(optional(natural), (call) => call.attempts),
  retry_wait_us: column(optional(milliseconds), (call) => call.retryWaitMs),
  http_status: column(optional(natural), (call) => call.httpStatus),
  error_class: column(optionalWord(ERROR_CLASSES), (call) => call.errorClass),
  error_type: column(optionalText, (call) => call.errorType),
  finish_reason: column(optionalText, (call) => call.finishReason),
  tool_calls: column(optional(natural), (call) => call.toolCalls),
  limit_requests: column(optional(natural), (call) => call.rateLimit?.limitRequests ?? null),
  remaining_requests: column(optional(natural), (call) => call.rateLimit?.remainingRequests ?? null),
  limit_tokens: column(optional(natural), (call) => call.rateLimit?.limitTokens ?? null),
  remaining_tokens: column(optional(natural), (call) => call.rateLimit?.remainingTokens ?? null),
  input_tokens: column(optional(natural), (call) => call.inputTokens),
  cache_read_tokens: column(optional(natural), (call) => call.cacheReadTokens),
  cache_write_tokens: column(optional(natural), (call) => call.cacheWriteTokens),
  cache_write_1h_tokens: column(optional(natural), (call) => call.cacheWrite1hTokens),
  input_audio_tokens: column(optional(natural), (call) => call.inputAudioTokens),
  output_tokens: column(optional(natural), (call) => call.outputTokens),
  reasoning_tokens: column(optional(natural), (call) => call.reasoningTokens),
  output_audio_tokens: column(optional(natural), (call) => call.outputAudioTokens),
  token_source: column(word(TOKEN_SOURCES), (call) => call.tokenSource),
  cost_input: column(optional(integer), (call) => call.costNanoUsd?.input ?? null),
  cost_cache_read: column(optional(integer), (call) => call.costNanoUsd?.cacheRead ?? null),
  cost_cache_write: column(optional(integer), (call) => call.costNanoUsd?.cacheWrite ?? null),
  cost_output: column(optional(integer), (call) => call.costNanoUsd?.output ?? null),
  pricing_status: column(word(["priced", "partly", "unpriced"] as const), (call) => call.pricing.status),
  pricing_row: column(optionalText, (call) => call.pricing.row),
  pricing_effective_from: column(optionalText, (call) => call.pricing.effectiveFrom),
  pricing_reason: column(optionalText, (call) => call.pricing.reason),
  reported_cost: column(optional(integer), (call) => call.reportedCostNanoUsd),
  "segments.path": column(listOf(text), (call) => call.segments.map((segment) => segment.path)),
  "segments.kind": column(listOf(word(SEGMENT_KINDS)), (call) =>
    call.segments.map((segment) => segment.kind),
  ),
  "segments.hash": column(listOf(hash64), (call) => call.segments.map((segment) => segment.hash)),
  "segments.tokens": column(listOf(optional(natural)), (call) =>
    call.segments.map((segment) => segment.tokens),
  ),
  dialect: column(text, (call) => call.dialect),
  tags: column(listOf(text), (call) => call.tags),
  experiment: column(optionalText, (call) => call.experiment),
  notes: column(listOf(text), (call) => call.notes),
};
