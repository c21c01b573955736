import { dirname, relative, resolve } from "node:path";
import { GitError } from "../git/git-error.ts";
import { readAtCommit } from "../git/read-at-commit.ts";
import { commitOf, mergeBase, openRepository, pathInRepository, type Repository } from "../git/repository.ts";
import type { Suite } from "../suite/suite.ts";
import { basePrompts } from "./base-prompts.ts";
import type { CannotRun, RunOptions } from "./run-suite.ts";
import type { PromptFile } from "./run.ts";

/** What a run compares. */
export type Sides = Pick<RunOptions, "prompts" | "unchanged" | "files" | "base" | "head">;

/**
 * The prompts of a suite as they are and, where a base is asked for, as they were where the branch left it: what came to
 * the base since is no part of the change.
 *
 * @returns mistakes where prompts of the base cannot be read
 * @throws GitError for a base that git does not know or a clone does not have
 */
export async function sidesOf(suite: Suite, ref: string | null): Promise<Sides | CannotRun> {
  if (ref === null) {
    const repository = await repositoryOf(suite);
    const prompts = suite.prompts.map(({ name, head }) => ({ name, head, base: null }));
    return {
      prompts,
      unchanged: [],
      files: filesOf(suite, repository),
      base: null,
      head: await headOf(repository),
    };
  }
  const repository = await openRepository(dirname(resolve(suite.file)));
  const base = await mergeBase(repository, ref, "HEAD");
  const read = async (path: string): Promise<string | null> => {
    const inside = pathInRepository(repository, path, repository.root);
    return (await readAtCommit(repository, base, inside))?.text ?? null;
  };
  const { prompts, unchanged, mistakes } = await basePrompts(suite, read);
  if (mistakes.length > 0) return { mistakes };
  return { prompts, unchanged, files: filesOf(suite, repository), base, head: await headOf(repository) };
}

/** A suite without a base runs outside of git, too. */
async function repositoryOf({ file }: Suite): Promise<Repository | null> {
  try {
    return await openRepository(dirname(resolve(file)));
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** A new repository has no commit. */
async function headOf(repository: Repository | null): Promise<string> {
  if (repository === null) return "working tree";
  try {
    return await commitOf(repository, "HEAD");
  } catch (error) {
    if (error instanceof GitError) return "working tree";
    throw error;
  }
}

function filesOf({ prompts }: Suite, repository: Repository | null): readonly PromptFile[] {
  return prompts.flatMap(({ name, path, head }) =>
    path === null ? [] : [{ prompt: name, path: shownPath(path, repository), lines: head.lines }],
  );
}

function shownPath(path: string, repository: Repository | null): string {
  if (repository === null) return relative(process.cwd(), path);
  try {
    return pathInRepository(repository, path, repository.root);
  } catch (error) {
    if (error instanceof GitError) return path;
    throw error;
  }
}
