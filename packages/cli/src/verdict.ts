/**
 * The question is answered and printed, and the answer is a no that a script wants to know: the command ends with this
 * code and says nothing more. 10 = regressed, or two numbers differ that should not; 11 = undecided.
 */
export class Verdict extends Error {
  override readonly name = "Verdict";
  readonly exitCode: 10 | 11;

  constructor(exitCode: 10 | 11) {
    super(`exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}
