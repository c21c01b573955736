import assert from "node:assert/strict";
import type { Call } from "@promptprof/model";
import type { CallRow } from "./call-row.ts";

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
    versionLabel: row.version_label,
    gitCommit: row.git_commit,
    promptSource: row.prompt_source,
    provider: row.provider,
    operation: row.operation,
    requestModel: row.request_model,
    responseModel: row.response_model,
    responseId: row.response_id,
    serviceTier: row.service_tier,
    requestId: row.request_id,
    traceId: row.trace_id,
    spanId: row.span_id,
    startTime: row.start_time,
    durationMs: row.duration_us,
    ttftMs: row.ttft_us,
    tpotMs: row.tpot_us,
    headersMs: row.headers_us,
    gaps: gapsOf(row),
    stream: row.stream,
    attempts: row.attempts,
    retryWaitMs: row.retry_wait_us,
    httpStatus: row.http_status,
    errorClass: row.error_class,
    errorType: row.error_type,
    finishReason: row.finish_reason,
    toolCalls: row.tool_calls,
    rateLimit: rateLimitOf(row),
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
    experiment: row.experiment,
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

function gapsOf(row: CallRow): Call["gaps"] {
  const { gap_count: count, gap_p50_us: p50Ms, gap_p99_us: p99Ms, gap_max_us: maxMs } = row;
  if (count === null || p50Ms === null || p99Ms === null || maxMs === null) return null;
  return { count, p50Ms, p99Ms, maxMs };
}

function rateLimitOf(row: CallRow): Call["rateLimit"] {
  const {
    limit_requests: limitRequests,
    remaining_requests: remainingRequests,
    limit_tokens: limitTokens,
    remaining_tokens: remainingTokens,
  } = row;
  const isSaid = (limitRequests ?? remainingRequests ?? limitTokens ?? remainingTokens) !== null;
  return isSaid ? { limitRequests, remainingRequests, limitTokens, remainingTokens } : null;
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
