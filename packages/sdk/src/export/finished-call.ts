import type { Attributes } from "@opentelemetry/api";

/** A call that is over, as the queue holds it until it is sent: numbers, names and hashes, no text. */
export interface FinishedCall {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly startTime: number;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: Attributes;
}
