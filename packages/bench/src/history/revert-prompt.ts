import { lstat, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gitErrorOf, GitError, MISSING_OBJECTS } from "../git/git-error.ts";
import { readBlobs } from "../git/read-blobs.ts";
import type { Repository } from "../git/repository.ts";
import { tryGit } from "../git/run-git.ts";
import { promptHistory, type PromptChange, type PromptHistory } from "./prompt-history.ts";

/** What was written back. */
export interface Reverted {
  /** Relative to the root. */
  readonly path: string;
  /** The version of the file now. */
  readonly number: number;
  readonly version: string;
  readonly tokens: number | null;
  /** The newest commit with that content. */
  readonly commit: string;
  readonly bytes: number;
}

/**
 * Writes an older content of a prompt file into the working tree. Nothing is committed or staged.
 *
 * @param wanted `v12` as the history counts, or the first digits (4 at least) of a version's hash or of a commit's id
 * @param force  write over changes that no commit has
 * @throws GitError where there is no such version, it is not here, or changes would be lost
 */
export async function revertPrompt(
  repository: Repository,
  path: string,
  wanted: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<Reverted> {
  if (repository.isBare) throw new GitError("failed", "a bare repository has no working tree to write to");
  const history = await promptHistory(repository, path);
  const { change, number } = changeOf(history, wanted);
  const blob = (await readBlobs(repository, [change.blob ?? ""])).get(change.blob ?? "");
  if (blob?.kind !== "blob") throw new GitError("missing_object", MISSING_OBJECTS);
  await refuseToLose(repository, path, force);
  const file = join(repository.root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, blob.bytes);
  const version = history.versions[number - 1];
  return {
    path,
    number,
    version: version?.version ?? "",
    tokens: version?.tokens ?? null,
    commit: change.id,
    bytes: blob.bytes.length,
  };
}

function changeOf(history: PromptHistory, wanted: string): { change: PromptChange; number: number } {
  const numbers = new Set(numbersOf(history, wanted));
  const [number] = numbers;
  const known = `${history.path} has v1 to v${history.versions.length}; see: promptprof history --git ${history.path}`;
  if (number === undefined)
    throw new GitError("no_version", `there is no version ${JSON.stringify(wanted)}: ${known}`);
  if (numbers.size > 1)
    throw new GitError(
      "no_version",
      `${JSON.stringify(wanted)} is the beginning of ${numbers.size} versions; give more of it: ${known}`,
    );
  const change = history.changes.findLast(({ version }) => version === number);
  if (change === undefined) throw new GitError("no_version", `v${number} is in no commit: ${known}`);
  return { change, number };
}

function numbersOf({ versions, changes }: PromptHistory, wanted: string): number[] {
  if (/^v\d+$/.test(wanted)) {
    const number = Number(wanted.slice(1));
    return versions[number - 1] === undefined ? [] : [number];
  }
  if (!/^[0-9a-f]{4,64}$/.test(wanted)) return [];
  return [
    ...versions.flatMap(({ version, number }) => (version.startsWith(wanted) ? [number] : [])),
    ...changes.flatMap(({ id, version }) => (version !== null && id.startsWith(wanted) ? [version] : [])),
  ];
}

/** A link is never written through: what it leads to is another file. */
async function refuseToLose({ root }: Repository, path: string, force: boolean): Promise<void> {
  const found = await lstat(join(root, path)).catch(() => null);
  if (found !== null && !found.isFile())
    throw new GitError("no_file", `${path} is no plain file in the working tree; move it away first`);
  if (force || found === null) return;
  const args = ["status", "--porcelain=v1", "-z", "--ignored", "--untracked-files=all", "--", path];
  const { code, stdout, stderr } = await tryGit({ directory: root, args });
  if (code !== 0) throw gitErrorOf(stderr, root);
  if (stdout.length > 0)
    throw new GitError(
      "changes",
      `${path} has changes that no commit has; commit them, or give --force to lose them`,
    );
}
