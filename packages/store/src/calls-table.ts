import assert from "node:assert/strict";
import {
  ERROR_CLASSES,
  PROMPT_SOURCES,
  SEGMENT_KINDS,
  TOKEN_SOURCES,
  type Call,
  type Segment,
} from "@promptprof/model";
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

/** A stored call as the columns of `calls` hold it (migrations 1 and 4), by their names. */
export interface CallRow {
  readonly project: string;
  readonly environment: string | null;
  readonly service: string | null;
  readonly team: string | null;
  readonly user: string | null;
  readonly session: string | null;
  readonly prompt: string | null;
  readonly version: string | null;
  readonly prompt_source: Call["promptSource"];
  readonly provider: string | null;
  readonly operation: string;
  readonly request_model: string | null;
  readonly response_model: string | null;
  readonly response_id: string | null;
  readonly service_tier: string | null;
  readonly trace_id: string;
  readonly span_id: string;
  readonly start_time: number;
  readonly duration_us: number | null;
  readonly ttft_us: number | null;
  readonly tpot_us: number | null;
  readonly stream: boolean | null;
  readonly attempts: number | null;
  readonly http_status: number | null;
  readonly error_class: Call["errorClass"];
  readonly error_type: string | null;
  readonly finish_reason: string | null;
  readonly input_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly cache_write_1h_tokens: number | null;
  readonly input_audio_tokens: number | null;
  readonly output_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly output_audio_tokens: number | null;
  readonly token_source: Call["tokenSource"];
  readonly cost_input: number | null;
  readonly cost_cache_read: number | null;
  readonly cost_cache_write: number | null;
  readonly cost_output: number | null;
  readonly pricing_status: Call["pricing"]["status"];
  readonly pricing_row: string | null;
  readonly pricing_effective_from: string | null;
  readonly pricing_reason: string | null;
  readonly reported_cost: number | null;
  readonly "segments.path": readonly string[];
  readonly "segments.kind": readonly Segment["kind"][];
  readonly "segments.hash": readonly string[];
  readonly "segments.tokens": readonly (number | null)[];
  readonly dialect: string;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
}

/** A column of `calls`: the field that a call writes into it, how it is selected, and how the cell is read. */
export interface CallColumn<T> {
  readonly encode: (call: Call) => string;
  readonly sql: (column: string) => string;
  readonly decode: (cell: unknown) => T;
}

function column<T>(codec: CellCodec<T>, valueOf: (call: Call) => T): CallColumn<T> {
  return { encode: (call) => codec.encode(valueOf(call)), sql: codec.read, decode: codec.decode };
}

/** Every stored column, by its name in the schema (migrations 1 and 4). Order is the order of a written row. */
export const CALL_COLUMNS: { readonly [K in keyof CallRow]: CallColumn<CallRow[K]> } = {
  project: column(text, (call) => call.project),
  environment: column(optionalText, (call) => call.environment),
  service: column(optionalText, (call) => call.service),
  team: column(optionalText, (call) => call.team),
  user: column(optionalText, (call) => call.user),
  session: column(optionalText, (call) => call.session),
  prompt: column(optionalText, (call) => call.prompt),
  version: column(optionalText, (call) => call.version),
  prompt_source: column(optionalWord(PROMPT_SOURCES), (call) => call.promptSource),
  provider: column(optionalText, (call) => call.provider),
  operation: column(text, (call) => call.operation),
  request_model: column(optionalText, (call) => call.requestModel),
  response_model: column(optionalText, (call) => call.responseModel),
  response_id: column(optionalText, (call) => call.responseId),
  service_tier: column(optionalText, (call) => call.serviceTier),
  trace_id: column(uuid, (call) => call.traceId),
  span_id: column(hash64, (call) => call.spanId),
  start_time: column(moment, (call) => call.startTime),
  duration_us: column(optional(milliseconds), (call) => call.durationMs),
  ttft_us: column(optional(milliseconds), (call) => call.ttftMs),
  tpot_us: column(optional(milliseconds), (call) => call.tpotMs),
  stream: column(optional(flag), (call) => call.stream),
  attempts: column(optional(natural), (call) => call.attempts),
  http_status: column(optional(natural), (call) => call.httpStatus),
  error_class: column(optionalWord(ERROR_CLASSES), (call) => call.errorClass),
  error_type: column(optionalText, (call) => call.errorType),
  finish_reason: column(optionalText, (call) => call.finishReason),
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
  notes: column(listOf(text), (call) => call.notes),
};

/** The call of a row. `startTime` and durations come back to the microsecond. */
export function callOf(row: CallRow): Call {
  return {
    project: row.project,
    environment: row.environment,
    service: row.service,
    team: row.team,
    user: row.user,
    session: row.session,
    prompt: row.prompt,
    version: row.version,
    promptSource: row.prompt_source,
    provider: row.provider,
    operation: row.operation,
    requestModel: row.request_model,
    responseModel: row.response_model,
    responseId: row.response_id,
    serviceTier: row.service_tier,
    traceId: row.trace_id,
    spanId: row.span_id,
    startTime: row.start_time,
    durationMs: row.duration_us,
    ttftMs: row.ttft_us,
    tpotMs: row.tpot_us,
    stream: row.stream,
    attempts: row.attempts,
    httpStatus: row.http_status,
    errorClass: row.error_class,
    errorType: row.error_type,
    finishReason: row.finish_reason,
    inputTokens: row.input_tokens,
    cacheReadTokens: row.cache_read_tokens,
    cacheWriteTokens: row.cache_write_tokens,
    cacheWrite1hTokens: row.cache_write_1h_tokens,
    inputAudioTokens: row.input_audio_tokens,
    outputTokens: row.output_tokens,
    reasoningTokens: row.reasoning_tokens,
    outputAudioTokens: row.output_audio_tokens,
    tokenSource: row.token_source,
    costNanoUsd: costOfRow(row),
    pricing: {
      status: row.pricing_status,
      row: row.pricing_row,
      effectiveFrom: row.pricing_effective_from,
      reason: row.pricing_reason,
    },
    reportedCostNanoUsd: row.reported_cost,
    segments: segmentsOf(row),
    dialect: row.dialect,
    tags: row.tags,
    notes: row.notes,
  };
}

function costOfRow(row: CallRow): Call["costNanoUsd"] {
  const {
    cost_input: input,
    cost_cache_read: cacheRead,
    cost_cache_write: cacheWrite,
    cost_output: output,
  } = row;
  if (input === null || cacheRead === null || cacheWrite === null || output === null) return null;
  return { input, cacheRead, cacheWrite, output, total: input + cacheRead + cacheWrite + output };
}

function segmentsOf(row: CallRow): Call["segments"] {
  return row["segments.path"].map((path, index) => {
    const kind = row["segments.kind"][index];
    const hash = row["segments.hash"][index];
    const tokens = row["segments.tokens"][index];
    assert(
      kind !== undefined && hash !== undefined && tokens !== undefined,
      "arrays of a segment differ in length",
    );
    return { path, kind, hash, tokens };
  });
}
