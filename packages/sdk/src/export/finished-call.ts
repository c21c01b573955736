import type { AttributeValue } from "@opentelemetry/api";
import type { SpanIds } from "./span-ids.ts";

/** In the order in which they are written. */
export type SpanAttributes = Map<string, AttributeValue>;

/** A call that is over, as it is sent: numbers, names and hashes, no text unless `content` says so. */
export interface FinishedCall {
  readonly ids: SpanIds;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly startTime: number;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: SpanAttributes;
}
