import { CursorError, StoreReadOnlyError, StoreUnavailableError } from "@promptprof/store";
import type { FastifyInstance } from "fastify";
import { JournalFullError } from "../journal/journal-errors.ts";

/** Seconds after which a client may try again. */
export const RETRY_AFTER_S = 2;

/** Answers what a route throws: the asker's mistakes in full, our own without their insides. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error({ err: error }, "request failed");
    if (status === 503) void reply.header("retry-after", RETRY_AFTER_S);
    return reply
      .code(status)
      .send({ error: status === 500 ? "this is our mistake; see the log" : messageOf(error) });
  });
}

/** 503 = the same again will be right later; below 500 = the status that the error itself carries. */
export function statusOf(error: unknown): number {
  if (error instanceof CursorError) return 400;
  if (error instanceof StoreUnavailableError || error instanceof StoreReadOnlyError) return 503;
  if (error instanceof JournalFullError) return 503;
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number")
    return error.statusCode;
  return 500;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
