import { createHash } from "node:crypto";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { readReply } from "@promptprof/model/replies";
import { PROMPTPROF } from "@promptprof/model/words";
import type { ModelApi } from "../client/model-api.ts";
import type { SpanAttributes } from "../export/finished-call.ts";
import { hrTime } from "../export/hr-time.ts";
import type { SpanIds } from "../export/span-ids.ts";
import { isRecord } from "../is-record.ts";
import type { Profiler } from "../profiler.ts";
import type { Anatomy } from "./anatomy-of.ts";
import { beginRecord, type CallRecord } from "./call-record.ts";
import { failureOf, type CallError } from "./failure-of.ts";
import { addStart, endAttributes } from "./span-attributes.ts";
import type { CallContext } from "./with-context.ts";

/** What is kept of a request until its result is read, hours later: no text. */
export interface BatchedRequest {
  readonly model: string | null;
  readonly anatomy: Anatomy;
  readonly context: CallContext;
}

/** One result that was read from a message batch. */
export interface BatchedResult {
  readonly batchId: string;
  readonly customId: string;
  /** When the batch was made, epoch milliseconds. */
  readonly startTime: number;
  /** What was asked; null = by another process, or too long ago. */
  readonly request: BatchedRequest | null;
  /** As the provider writes it: `{ type: "succeeded", message }`, `{ type: "errored", error }` ... */
  readonly result: unknown;
}

const API: ModelApi = {
  path: ["messages", "batches", "results"],
  operation: "chat",
  shape: "anthropic-messages",
};
const NO_ANATOMY: Anatomy = { prompt: null, paths: [], kinds: [], hashes: [], weights: [], texts: null };

/**
 * Sends the call that a result tells of. How long it took is not known. Its ids come from the batch and the custom id,
 * so that results that are read twice, here or elsewhere, are one call for the server.
 */
export function reportBatched(profiler: Profiler, batched: BatchedResult): void {
  const record = recordOf(profiler, batched);
  const { startTime } = record;
  const failed = record.error !== null;
  const name = record.requestModel === null ? API.operation : `${API.operation} ${record.requestModel}`;
  const attributes = attributesOf(profiler, record, batched.request?.anatomy ?? NO_ANATOMY);
  const ids = idsOf(batched);
  const tracer = profiler.tracer();
  if (tracer === null) {
    profiler.queues.calls.push({ ids, name, startTime, durationMs: 0, failed, attributes });
    return;
  }
  // The host's OpenTelemetry makes ids of its own, so reading twice must not count twice here.
  if (!isNew(ids.spanId)) return;
  const span = tracer.startSpan(name, {
    kind: SpanKind.CLIENT,
    root: true,
    startTime: hrTime(startTime),
    attributes: Object.fromEntries(attributes),
  });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(hrTime(startTime));
}

function recordOf(profiler: Profiler, { request, result, startTime }: BatchedResult): CallRecord {
  const facts = { model: request?.model ?? null, stream: false, messages: [], tools: undefined };
  const begun = { request: facts, stream: false, countsAttempts: false };
  const record = beginRecord(API, profiler.provider, begun);
  const message = isRecord(result) ? result["message"] : null;
  return {
    ...record,
    startTime,
    context: request?.context ?? {},
    facts: isRecord(message) ? readReply(API.shape, message, profiler.provider.name) : null,
    error: errorOf(result),
  };
}

function errorOf(result: unknown): CallError | null {
  const type = isRecord(result) ? result["type"] : null;
  if (type === "canceled") return { errorClass: "cancelled", errorType: "canceled", httpStatus: null };
  if (type === "expired") return { errorClass: "timeout", errorType: "expired", httpStatus: null };
  return type === "errored" && isRecord(result) ? failureOf({ error: result["error"] }) : null;
}

function attributesOf(profiler: Profiler, record: CallRecord, anatomy: Anatomy): SpanAttributes {
  const attributes = endAttributes(record, anatomy, profiler.settings);
  addStart(attributes, record);
  if (!attributes.has(PROMPTPROF.serviceTier)) attributes.set(PROMPTPROF.serviceTier, "batch");
  attributes.set(PROMPTPROF.durationUnknown, true);
  return attributes;
}

function idsOf({ batchId, customId }: BatchedResult): SpanIds {
  const digest = createHash("sha256")
    .update(JSON.stringify([batchId, customId]))
    .digest("hex");
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

const MOST_REPORTED = 100_000;
const reported = new Set<string>();

function isNew(spanId: string): boolean {
  if (reported.has(spanId)) return false;
  reported.add(spanId);
  const oldest = reported.size > MOST_REPORTED ? reported.values().next().value : undefined;
  if (oldest !== undefined) reported.delete(oldest);
  return true;
}
