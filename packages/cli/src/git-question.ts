import { QuestionError } from "./question-error.ts";

/** What git says is a mistake of the user: a path, a ref, a clone that lacks something. */
export async function asGitQuestion<Result>(work: () => Promise<Result>): Promise<Result> {
  const { GitError } = await import("@promptprof/bench");
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitError) throw new QuestionError(error.message, { cause: error });
    throw error;
  }
}
