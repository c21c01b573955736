/** The question was right, but it could not be answered now. One line that says what to do; exit code 1. */
export class FailureError extends Error {
  override readonly name = "FailureError";
}
