import { git } from "./run-git.ts";
import { commitOf, type Repository } from "./repository.ts";

/**
 * When a commit was made, epoch ms: the committer's time, as a rebase gives it.
 *
 * @throws GitError for a ref that names no commit here
 */
export async function commitTime(repository: Repository, ref: string): Promise<number> {
  const id = await commitOf(repository, ref);
  return secondsIn(await git(repository.root, ["show", "--no-patch", "--format=%ct", id])) ?? 0;
}

/**
 * When a file was last changed by a commit, epoch ms: a checkout gives every file the time of the checkout.
 *
 * @param path as git calls it
 * @returns null where no commit has it
 */
export async function lastChangedAt(repository: Repository, path: string): Promise<number | null> {
  return secondsIn(await git(repository.root, ["log", "-1", "--format=%ct", "HEAD", "--", path]));
}

function secondsIn(output: Buffer): number | null {
  const text = output.toString("utf8").trim();
  return text === "" ? null : Number(text) * 1000;
}
