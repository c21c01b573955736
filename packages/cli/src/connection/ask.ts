import type { ErrorAnswer } from "@promptprof/server/contract";
import { FailureError } from "../failure-error.ts";
import { QuestionError } from "../question-error.ts";
import type { ApiReply, Connection } from "./connection.ts";

/** Question parameters; a missing one is left out. */
export type Parameters = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Asks the API one question and reads its JSON answer.
 *
 * @throws QuestionError with the server's own line where the question is wrong (4xx)
 * @throws FailureError where the server could not answer (5xx, or no answer)
 */
export async function ask<Answer>(
  connection: Connection,
  path: string,
  question: Parameters = {},
): Promise<Answer> {
  return answerOf<Answer>(await connection.request(withParameters(path, question)), path);
}

/** As `ask`, for the questions that change something. */
export async function tell<Answer>(connection: Connection, path: string): Promise<Answer> {
  return answerOf<Answer>(await connection.request(path, { method: "POST" }), path);
}

function withParameters(path: string, question: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(question)) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function answerOf<Answer>({ status, body }: ApiReply, path: string): Answer {
  const text = new TextDecoder().decode(body);
  if (status === 200) {
    // The server makes its answers by the contract whose types these are; both come from one build.
    const answer: Answer = JSON.parse(text);
    return answer;
  }
  const message = `${path}: ${errorOf(text) ?? `status ${status}`}`;
  throw status < 500 ? new QuestionError(message) : new FailureError(message);
}

/** What an answer says is wrong; null where it says nothing. */
export function errorOf(text: string): string | null {
  try {
    const answer: Partial<ErrorAnswer> = JSON.parse(text);
    return answer.error ?? null;
  } catch {
    return null;
  }
}
