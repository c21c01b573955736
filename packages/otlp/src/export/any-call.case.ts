import {
  type Call,
  ERROR_CLASSES,
  PROMPT_SOURCES,
  SEGMENT_KINDS,
  type Segment,
  shareByWeight,
  statedModel,
  TOKEN_SOURCES,
} from "@promptprof/model";
import fc from "fast-check";
import { NOT_PRICED_YET } from "../fields/call-observation.ts";
import { timePerOutputTokenMs } from "../fields/time-per-output-token.ts";

const hexDigit = fc.constantFrom(...Array.from({ length: 16 }, (_, digit) => digit.toString(16)));
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
const model = text.filter((name) => statedModel(name) === name);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const hexId = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: hexDigit, minLength: digits, maxLength: digits }).filter((id) => !/^0+$/.test(id));

/** Whole nanoseconds, which is what a span can carry. */
const milliseconds = (max: number): fc.Arbitrary<number> => fc.nat(max * 1e6).map((nano) => nano / 1e6);

/** In the order of the quantiles. */
const gaps = fc
  .tuple(
    fc.integer({ min: 1, max: 1e6 }),
    milliseconds(600_000),
    milliseconds(600_000),
    milliseconds(600_000),
  )
  .map(([count, ...times]) => {
    const [p50Ms = 0, p99Ms = 0, maxMs = 0] = times.toSorted((a, b) => a - b);
    return { count, p50Ms, p99Ms, maxMs };
  });

const left = maybe(fc.nat(Number.MAX_SAFE_INTEGER));
const rateLimit = fc
  .record({ limitRequests: left, remainingRequests: left, limitTokens: left, remainingTokens: left })
  .filter((limit) => Object.values(limit).some((value) => value !== null));

const hash = fc.string({ unit: hexDigit, minLength: 16, maxLength: 16 });

const tokens = fc
  .record({
    uncached: fc.nat(1e6),
    cacheRead: maybe(fc.nat(1e6)),
    cacheWrite: maybe(fc.nat(1e6)),
    cacheWrite1h: maybe(fc.nat(1e6)),
    answer: fc.nat(1e5),
    reasoning: maybe(fc.nat(1e5)),
    heard: maybe(fc.nat(1e6)),
    spoken: maybe(fc.nat(1e5)),
    hasInput: fc.boolean(),
    hasOutput: fc.boolean(),
    tokenSource: fc.constantFrom(...TOKEN_SOURCES),
  })
  .map(
    ({
      uncached,
      cacheRead,
      cacheWrite,
      cacheWrite1h,
      answer,
      reasoning,
      heard,
      spoken,
      hasInput,
      hasOutput,
      tokenSource,
    }) => ({
      inputTokens: hasInput ? uncached + (cacheRead ?? 0) + (cacheWrite ?? 0) : null,
      inputAudioTokens: heard === null || !hasInput ? heard : Math.min(heard, uncached),
      cacheReadTokens: cacheRead,
      cacheWriteTokens: cacheWrite,
      cacheWrite1hTokens:
        cacheWrite === null || cacheWrite1h === null ? null : Math.min(cacheWrite, cacheWrite1h),
      outputTokens: hasOutput ? answer + (reasoning ?? 0) : null,
      reasoningTokens: reasoning,
      outputAudioTokens: spoken === null || !hasOutput ? spoken : Math.min(spoken, answer),
      tokenSource,
    }),
  );

const timing = fc
  .record({
    durationMs: maybe(milliseconds(600_000)),
    streamed: fc.boolean(),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ durationMs, streamed, share }) => ({
    durationMs,
    ttftMs: streamed ? Math.floor((durationMs ?? 1000) * 1e6 * share) / 1e6 : null,
  }));

const failure = fc.oneof(
  fc.constant({ errorClass: null, errorType: null }),
  fc.record({ errorClass: fc.constantFrom(...ERROR_CLASSES), errorType: maybe(text) }),
);

const prompt = fc.oneof(
  fc.record({ prompt: text, version: maybe(text), promptSource: fc.constantFrom(...PROMPT_SOURCES) }),
  fc.record({ prompt: fc.constant(null), version: maybe(text), promptSource: fc.constant(null) }),
);

/** Every call that the vocabulary allows, before it is priced. */
export const anyCall: fc.Arbitrary<Call> = fc
  .record({
    plain: fc.record({
      project: text,
      environment: maybe(text),
      service: maybe(text),
      team: maybe(text),
      user: maybe(text),
      session: maybe(text),
      provider: maybe(
        fc.constantFrom("openai", "anthropic", "aws.bedrock", "azure.ai.openai", "gcp.gemini", "acme"),
      ),
      operation: fc.constantFrom("chat", "text_completion", "generate_content", "embeddings"),
      requestModel: maybe(model),
      responseModel: maybe(model),
      responseId: maybe(text),
      serviceTier: maybe(text),
      requestId: maybe(text),
      versionLabel: maybe(text),
      gitCommit: maybe(text),
      experiment: maybe(text),
      headersMs: maybe(milliseconds(600_000)),
      retryWaitMs: maybe(milliseconds(600_000)),
      toolCalls: maybe(fc.nat(100)),
      gaps: maybe(gaps),
      rateLimit: maybe(rateLimit),
      traceId: hexId(32),
      spanId: hexId(16),
      // As clocks give it: milliseconds with a fraction, to the nearest double.
      startTime: fc.double({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2026, 10, 24), noNaN: true }),
      attempts: maybe(fc.integer({ min: 1, max: 10 })),
      httpStatus: maybe(fc.integer({ min: 100, max: 599 })),
      finishReason: maybe(text),
      reportedCostNanoUsd: maybe(fc.nat(Number.MAX_SAFE_INTEGER)),
      dialect: text,
      tags: fc.array(text, { maxLength: 3 }),
      notes: fc.uniqueArray(text, { maxLength: 3 }),
    }),
    tokens,
    timing,
    failure,
    prompt,
    stream: maybe(fc.boolean()),
    parts: fc.array(
      fc.record({ path: text, kind: fc.constantFrom(...SEGMENT_KINDS), hash, weight: fc.nat(1e5) }),
      { maxLength: 5 },
    ),
  })
  .map(({ plain, tokens, timing, failure, prompt, stream, parts }) => ({
    ...plain,
    ...tokens,
    ...timing,
    ...failure,
    ...prompt,
    tpotMs: timePerOutputTokenMs(timing.durationMs, timing.ttftMs, tokens.outputTokens),
    stream: timing.ttftMs === null ? stream : true,
    costNanoUsd: null,
    pricing: NOT_PRICED_YET,
    segments: segmentsOf(tokens.inputTokens, parts),
  }));

function segmentsOf(
  inputTokens: number | null,
  parts: readonly (Omit<Segment, "tokens"> & { weight: number })[],
): Segment[] {
  const shares =
    inputTokens === null
      ? []
      : shareByWeight(
          inputTokens,
          parts.map(({ weight }) => weight),
        );
  return parts.map(({ path, kind, hash }, i) => ({ path, kind, hash, tokens: shares[i] ?? null }));
}
