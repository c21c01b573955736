import type { FastifyInstance, FastifyRequest } from "fastify";
import { JournalFullError } from "../journal/journal-errors.ts";

/** Bodies of the largest size that may be under way at once: four of 64 MiB are a quarter of a gigabyte. */
const LARGEST_AT_ONCE = 4;
/** A body sent in chunks does not say its length; exporters that do so send a few hundred kilobytes. */
const UNKNOWN_LENGTH_BYTES = 2 ** 20;

/**
 * Bounds the memory that bodies under way take together: a request that would go beyond it is told to come back, before
 * its body is read.
 */
export function budgetBodies(app: FastifyInstance, bodyBytesMax: number): void {
  const bytesMax = bodyBytesMax * LARGEST_AT_ONCE;
  let bytes = 0;
  app.addHook("onRequest", async (request, reply) => {
    const length = lengthOf(request);
    if (bytes > 0 && bytes + length > bytesMax) {
      throw new JournalFullError(
        `${bytes} bytes of other requests are under way, at most ${bytesMax} may be; send again later`,
      );
    }
    bytes += length;
    let released = false;
    const release = (): void => {
      if (!released) bytes -= length;
      released = true;
    };
    // A request in this process ends with `finish` alone, one that is cut off with `close` alone.
    reply.raw.once("finish", release).once("close", release);
  });
}

function lengthOf({ headers }: FastifyRequest): number {
  const length = Number(headers["content-length"] ?? Number.NaN);
  return Number.isFinite(length) ? length : UNKNOWN_LENGTH_BYTES;
}
