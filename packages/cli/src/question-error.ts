/** The question was wrong: one line that names the place and the value, and says what would be right. Exit code 2. */
export class QuestionError extends Error {
  override readonly name = "QuestionError";
}
