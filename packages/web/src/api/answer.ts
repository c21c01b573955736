/** What can come of a question. Each failure asks something else of the reader. */
export type Answer<T> = { readonly kind: "answer"; readonly value: T } | Failure;

export type Failure =
  /** No connection, or it broke off. */
  | { readonly kind: "unreachable" }
  /** 4xx: the question was wrong, and asking again does not help. */
  | { readonly kind: "refused"; readonly status: number; readonly message: string | null }
  /** 5xx: the server failed. */
  | { readonly kind: "broken"; readonly status: number; readonly message: string | null }
  /** An answer that is not what the contract says: another program, or a proxy's own page. */
  | { readonly kind: "garbled"; readonly detail: string };

/** A failure as the query cache carries it. */
export class AnswerFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failureWords(failure));
    this.name = "AnswerFailure";
    this.failure = failure;
  }
}

/** What happened, in one sentence without its full stop. */
export function failureWords(failure: Failure): string {
  if (failure.kind === "unreachable") return "The server cannot be reached";
  if (failure.kind === "garbled") return `Something answered that is not promptprof: ${failure.detail}`;
  const { status, message } = failure;
  if (failure.kind === "refused") return `The server refused the question: ${message ?? `status ${status}`}`;
  return `The server failed with status ${status}${message === null ? "" : `: ${message}`}`;
}
