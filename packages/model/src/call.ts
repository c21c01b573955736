import type { CallPricing, CostNanoUsd } from "./cost.ts";
import type { ErrorClass } from "./error-class.ts";
import type { GapSummary } from "./gap-histogram.ts";
import type { Segment } from "./segment.ts";

/** How a call came to its prompt: the instrumentation named it, a registry linked it, or promptprof found it. */
export const PROMPT_SOURCES = ["named", "linked", "discovered"] as const;
export type PromptSource = (typeof PROMPT_SOURCES)[number];

/** Where token counts come from: the provider's reply, our own count of the text, or nowhere. */
export const TOKEN_SOURCES = ["reported", "estimated", "absent"] as const;
export type TokenSource = (typeof TOKEN_SOURCES)[number];

/**
 * One logical request to a model: all its attempts, one record. This is the word the whole project speaks.
 *
 * Unknown is `null`, never 0 and never "". Times are epoch milliseconds with fractions, durations are
 * milliseconds with fractions, tokens are whole numbers >= 0. A call is identified by (traceId, spanId).
 */
export interface Call extends CallTokens {
  readonly project: string;
  readonly environment: string | null;
  readonly service: string | null;
  readonly team: string | null;
  /** Keyed hash from the door of the server on; the name as sent only between decoding and the door. */
  readonly user: string | null;
  readonly session: string | null;

  readonly prompt: string | null;
  readonly version: string | null;
  /** A name that people gave to the version, for example `candidate`. */
  readonly versionLabel: string | null;
  /** Commit of the code or file that the version came from. */
  readonly gitCommit: string | null;
  readonly promptSource: PromptSource | null;

  /** OpenTelemetry's `gen_ai.provider.name` value, for example `openai` or `aws.bedrock`. */
  readonly provider: string | null;
  /** OpenTelemetry's `gen_ai.operation.name` value: `chat`, `text_completion`, `embeddings` ... */
  readonly operation: string;
  readonly requestModel: string | null;
  readonly responseModel: string | null;
  readonly responseId: string | null;
  /** The id that the provider gives to the HTTP request, for its support: `x-request-id` and its kin. */
  readonly requestId: string | null;
  /**
   * The tier that served the call, in the provider's own word: `default`, `priority`, `flex`, `batch`, `ON_DEMAND` ...
   * It decides what the tokens cost; null = not said, which is the standard tier.
   */
  readonly serviceTier: string | null;

  /** 32 and 16 lower-case hex digits. */
  readonly traceId: string;
  readonly spanId: string;

  readonly startTime: number;
  /**
   * From the start of the call to its last byte, all attempts included. null = an import whose records do not say:
   * such a call counts in calls, tokens and money and in no latency quantile. A span always has an end, so a span
   * can only say it with the attribute `PROMPTPROF.durationUnknown`.
   */
  readonly durationMs: number | null;
  /** From the start of the call to the first content token; null when not streamed or not measured. */
  readonly ttftMs: number | null;
  /** Time per output token after the first: (duration - ttft) / (output tokens - 1). */
  readonly tpotMs: number | null;
  /** From the start of the call to the head of the answer that counted, all attempts included. */
  readonly headersMs: number | null;
  /** Times between the tokens of the stream; null when not streamed, not measured or of one token alone. */
  readonly gaps: GapSummary | null;
  readonly stream: boolean | null;

  /** HTTP tries; null when the instrumentation does not say. */
  readonly attempts: number | null;
  /** Between the end of one attempt and the start of the next, summed up; null = not said. */
  readonly retryWaitMs: number | null;
  readonly httpStatus: number | null;
  /** null = the call did not fail. */
  readonly errorClass: ErrorClass | null;
  /** The provider's or the client's own word for the error, kept raw. */
  readonly errorType: string | null;
  /** The provider's own word, kept raw; the first choice's when there are several. */
  readonly finishReason: string | null;
  /** Tools that the answer asks to call. */
  readonly toolCalls: number | null;
  /** What the provider said of its rate limits with this answer; null = nothing. */
  readonly rateLimit: RateLimit | null;

  /** In four parts; null when unpriced, and then `pricing.reason` says why. */
  readonly costNanoUsd: CostNanoUsd | null;
  readonly pricing: CallPricing;
  /** What a gateway or an SDK said the call cost, beside our own computation, never instead of it. */
  readonly reportedCostNanoUsd: number | null;

  /** The anatomy, in order of the rendered prompt; empty when the instrumentation tells nothing of it. */
  readonly segments: readonly Segment[];
  /** Which instrumentation's way of writing calls was recognised. */
  readonly dialect: string;
  readonly tags: readonly string[];
  /** The experiment that the call was made for. */
  readonly experiment: string | null;
  /** Names of the rules that fired on this call, so that every number can explain itself. */
  readonly notes: readonly string[];
}

/** How much a provider allows in its window, and how much of that is left after a call; whole numbers >= 0. */
export interface RateLimit {
  readonly limitRequests: number | null;
  readonly remainingRequests: number | null;
  readonly limitTokens: number | null;
  readonly remainingTokens: number | null;
}

/**
 * Token counts of one call. `inputTokens` includes both cache parts and sound, `outputTokens` includes reasoning and
 * sound. Cache and sound overlap: cached sound is in both counts.
 */
export interface CallTokens {
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  /** All cache writes, whatever their time to live. */
  readonly cacheWriteTokens: number | null;
  /** The part of `cacheWriteTokens` with a time to live of one hour, which costs more; null = not said. */
  readonly cacheWrite1hTokens: number | null;
  /** The part of `inputTokens` that is sound, which costs more. */
  readonly inputAudioTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  /** The part of `outputTokens` that is sound. */
  readonly outputAudioTokens: number | null;
  readonly tokenSource: TokenSource;
}

/** The identity of a call: two records with the same key are the same call. */
export function callKey(call: Pick<Call, "traceId" | "spanId">): string {
  return `${call.traceId}:${call.spanId}`;
}

/** The model a call is shown and priced under: the one that answered, else the one that was asked. */
export function callModel(call: Pick<Call, "responseModel" | "requestModel">): string | null {
  return call.responseModel ?? call.requestModel;
}
