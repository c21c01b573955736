/** What the person who wrote the workflow can put right: one line, shown as the job's error. */
export class ActionError extends Error {
  override readonly name = "ActionError";
}
