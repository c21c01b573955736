import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { FailureError } from "../failure-error.ts";
import { QuestionError } from "../question-error.ts";
import { errorOf } from "./ask.ts";
import type { Connection, StreamRequest } from "./connection.ts";

/**
 * The body of a streamed answer.
 *
 * @throws QuestionError with the server's own line where the question is wrong (4xx)
 * @throws FailureError where the server could not answer (5xx, or no answer)
 */
export async function readStream(
  connection: Connection,
  path: string,
  request: StreamRequest = {},
): Promise<Readable> {
  const { status, body } = await connection.stream(path, request);
  if (status === 200) return body;
  throw refusal(status, errorOf(await text(body)) ?? `${path}: status ${status}`);
}

/** What a status means for the command. */
export function refusal(status: number, message: string): QuestionError | FailureError {
  return status < 500 ? new QuestionError(message) : new FailureError(message);
}
