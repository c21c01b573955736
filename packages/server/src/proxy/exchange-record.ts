import type { ClassifiedError, GapSummary, HeaderFacts, ReplyFacts } from "@promptprof/model";
import type { CallName } from "./call-name.ts";
import type { Endpoint } from "./endpoint.ts";
import type { RequestRecord } from "./request-record.ts";
import type { TraceContext } from "./trace-context.ts";

/** All that was seen of one call that passed. Durations are milliseconds from the arrival of the request's head. */
export interface ExchangeRecord extends HeaderFacts {
  readonly provider: string | null;
  readonly endpoint: Endpoint;
  readonly name: CallName;
  readonly trace: TraceContext;
  /** Epoch ms. */
  readonly startTime: number;
  /** To the last byte of the answer, or to the moment it broke off. */
  readonly durationMs: number;
  /** To the head of the answer; null = none came. */
  readonly headersMs: number | null;
  /** To the first content token of a stream. */
  readonly ttftMs: number | null;
  readonly gaps: GapSummary | null;
  /** null = nobody said, and nothing was answered. */
  readonly stream: boolean | null;
  /** The upstream's; null = it did not answer. */
  readonly httpStatus: number | null;
  readonly error: ClassifiedError | null;
  /** null = too large, or no JSON. */
  readonly request: RequestRecord | null;
  readonly facts: ReplyFacts;
  /** null = no answer, or none that could be read. */
  readonly toolCalls: number | null;
  readonly notes: readonly string[];
}
