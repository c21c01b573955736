/**
 * The user's mistake at the start: one line that says what is wrong and what to do. The command prints it and
 * exits 2. Several mistakes of one configuration are several lines.
 */
export class StartError extends Error {
  override readonly name = "StartError";
}
