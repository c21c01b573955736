import { createHash } from "node:crypto";

/**
 * The ids of a row's call: the same row at the same place of a file gives the same call in every import, so that
 * importing twice stores nothing twice. The row number tells two equal rows apart; a file may grow at its end.
 *
 * SHA-256 has 64 hex digits: the first 32 name the trace, the next 16 the span.
 */
export function rowIdentity(
  project: string,
  record: readonly string[],
  rowNumber: number,
): { traceId: string; spanId: string } {
  // JSON, so that no two different rows can be written the same way.
  const hash = createHash("sha256")
    .update(JSON.stringify([project, rowNumber, record]))
    .digest("hex");
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) };
}
