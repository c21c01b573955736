import type { CallObservation, ContextObservation, FactsObservation, Observation } from "@promptprof/otlp";
import { NO_COUNTS, type BatchCounts } from "./batch-counts.ts";
import type { Arrival } from "./batch-writer.ts";

/** A plain call of `gpt-4o-mini` for tests; `span` and `trace` are short numbers that become ids. */
export function callObservation(
  trace: number,
  span: number,
  rest: {
    parent?: number;
    scope?: string;
    startTime?: number;
    claim?: CallObservation["claim"];
    finishReason?: string | null;
  } = {},
): CallObservation {
  return {
    kind: "call",
    call: {
      project: "default",
      environment: null,
      service: "shop",
      team: null,
      user: null,
      session: null,
      prompt: "greet",
      version: "v1",
      promptSource: "named",
      provider: "openai",
      operation: "chat",
      requestModel: "gpt-4o-mini",
      responseModel: "gpt-4o-mini",
      responseId: null,
      serviceTier: null,
      headersMs: null,
      retryWaitMs: null,
      requestId: null,
      toolCalls: null,
      gaps: null,
      rateLimit: null,
      experiment: null,
      versionLabel: null,
      gitCommit: null,
      traceId: traceId(trace),
      spanId: spanId(span),
      startTime: rest.startTime ?? Date.UTC(2026, 10, 24, 12),
      durationMs: 420.5,
      ttftMs: 120.25,
      tpotMs: null,
      stream: true,
      attempts: 1,
      httpStatus: 200,
      errorClass: null,
      errorType: null,
      finishReason: rest.finishReason === undefined ? "stop" : rest.finishReason,
      inputTokens: 120,
      cacheReadTokens: 64,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      inputAudioTokens: null,
      outputTokens: 45,
      reasoningTokens: null,
      outputAudioTokens: null,
      tokenSource: "reported",
      costNanoUsd: null,
      pricing: { status: "unpriced", row: null, effectiveFrom: null, reason: null },
      reportedCostNanoUsd: null,
      segments: [{ path: "system", kind: "static", hash: "0123456789abcdef", tokens: 120 }],
      dialect: "otel-genai",
      tags: ["ü 日本"],
      notes: [],
    },
    parentSpanId: rest.parent === undefined ? null : spanId(rest.parent),
    parentIsRemote: false,
    scope: rest.scope ?? "inner@1",
    claim: rest.claim ?? "stated",
    perAttempt: false,
    fallbackTeam: null,
    estimate: null,
  };
}

export function contextObservation(trace: number, span: number): ContextObservation {
  return {
    kind: "context",
    traceId: traceId(trace),
    spanId: spanId(span),
    parentSpanId: null,
    parentIsRemote: false,
    inherited: { prompt: "outer", version: null, user: null, session: "s", team: "growth", tags: [] },
  };
}

export function factsObservation(trace: number, span: number, finishReason: string): FactsObservation {
  return {
    kind: "facts",
    traceId: traceId(trace),
    spanId: spanId(span),
    scope: "inner",
    told: { finishReason },
    estimate: null,
    messages: [],
  };
}

/** A request with these observations, and what could not be read of it. */
export function arrivalOf(
  observations: readonly Observation[],
  rejected: BatchCounts["rejected"] = {},
): Arrival {
  const calls = observations.filter(({ kind }) => kind === "call").length;
  const contexts = observations.length - calls;
  const counts = { ...NO_COUNTS, calls, contexts, notCalls: contexts, rejected };
  return { counts, observations };
}

export function traceId(n: number): string {
  return (n + 1).toString(16).padStart(32, "0");
}

export function spanId(n: number): string {
  return (n + 1).toString(16).padStart(16, "0");
}
