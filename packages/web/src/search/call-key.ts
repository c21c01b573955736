import type { Span } from "../range/time-range.ts";

/** A call in an address: its start in epoch ms, so that it can be found without a scan, its trace and its span. */
export const CALL_KEY: RegExp = /^-?\d{1,15}:[0-9a-f]{32}:[0-9a-f]{16}$/;
export const CALL_KEY_FORM = "start in epoch ms, trace id and span id, separated by colons";

interface CallIdentity {
  /** ISO 8601 */
  readonly startTime: string;
  readonly traceId: string;
  readonly spanId: string;
}

export function callKeyOf(call: CallIdentity): string {
  return `${Date.parse(call.startTime)}:${call.traceId}:${call.spanId}`;
}

/** The one millisecond in which the call of a key began. */
export function spanOfCallKey(key: string): Span {
  const from = Number(key.split(":")[0]);
  return { from, to: from + 1 };
}
