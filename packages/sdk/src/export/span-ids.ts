import { randomFillSync } from "node:crypto";

/** 32 and 16 lower-case hex digits. */
export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

const BYTES_EACH = 24;
// Random bytes are cheap by the page: one system call for 170 calls.
const pool = Buffer.alloc(170 * BYTES_EACH);
let used = pool.length;

/** Ids of a call that no host names: 192 random bits, so that two calls of a year of billions never meet. */
export function newSpanIds(): SpanIds {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const traceId = pool.toString("hex", used, used + 16);
  const spanId = pool.toString("hex", used + 16, used + BYTES_EACH);
  used += BYTES_EACH;
  return { traceId, spanId };
}
