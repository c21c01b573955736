export type GitProblem =
  | "no_git"
  | "no_repository"
  | "unknown_ref"
  | "shallow"
  | "unrelated"
  | "outside"
  | "no_file"
  | "no_version"
  | "changes"
  | "missing_object"
  | "failed";

/** Git cannot answer, for a reason that the user can mend: one line that says what it is and what would be right. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly problem: GitProblem;

  constructor(problem: GitProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

export const MISSING_OBJECTS: string =
  "this is a partial clone that lacks objects of the history, and nothing is fetched on its own; fetch them with: git fetch --refetch --no-filter";

/** What git's own words on stderr mean. */
export function gitErrorOf(stderr: string, directory: string): GitError {
  const line = /^(?:fatal|error): (.*)/m.exec(stderr)?.[1] ?? stderr.trim().split("\n")[0] ?? "";
  if (/not a git repository/i.test(stderr))
    return new GitError("no_repository", `${directory} is not in a git repository`);
  if (/cannot change to/.test(line)) return new GitError("no_repository", `there is no folder ${directory}`);
  if (/dubious ownership/.test(line)) return new GitError("no_repository", ownership(directory));
  if (/promisor remote|lazy fetch|unable to read|bad object|missing blob|missing tree/i.test(stderr))
    return new GitError("missing_object", MISSING_OBJECTS);
  return new GitError("failed", `git: ${line}`);
}

function ownership(directory: string): string {
  return `git does not trust the owner of ${directory}; allow it with: git config --global --add safe.directory ${directory}`;
}
