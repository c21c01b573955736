import { randomBytes } from "node:crypto";

/** The place of a call in a trace. */
export interface TraceContext {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits, new for each call. */
  readonly spanId: string;
  /** The caller's span; null = the call began the trace. */
  readonly parentSpanId: string | null;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:$|-)/;

/** Reads the header `traceparent` (W3C Trace Context, section 3.2); one that is malformed counts as not sent. */
export function traceContext(traceparent: string | string[] | undefined): TraceContext {
  const spanId = randomHex(8);
  const [, traceId, parentSpanId] = TRACEPARENT.exec(String(traceparent ?? "")) ?? [];
  return traceId === undefined || parentSpanId === undefined
    ? { traceId: randomHex(16), spanId, parentSpanId: null }
    : { traceId, spanId, parentSpanId };
}

/** One request to the system's generator for 256 ids; asking for each costs some microseconds. */
let pool: Buffer = Buffer.alloc(0);

function randomHex(bytes: number): string {
  if (pool.byteLength < bytes) pool = randomBytes(4096);
  const hex = pool.toString("hex", 0, bytes);
  pool = pool.subarray(bytes);
  return hex;
}
