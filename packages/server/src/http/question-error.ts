/** The question was wrong; the message says all that is wrong with it, in one line. Answered with 400. */
export class QuestionError extends Error {
  override readonly name = "QuestionError";
  readonly statusCode = 400;
}
