import { gitErrorOf, GitError, MISSING_OBJECTS } from "./git-error.ts";
import { readBlobs } from "./read-blobs.ts";
import { commitOf, type Repository } from "./repository.ts";
import { tryGit } from "./run-git.ts";

/** A file as it was in a commit. */
export interface FileAtCommit {
  /** Full id of the commit. */
  readonly commit: string;
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8; what is none is U+FFFD. */
  readonly text: string;
}

/**
 * Reads a file as it was in a commit, whatever the working tree holds.
 *
 * @param ref  branch, tag or id; for what a pull request changed, take `mergeBase` of its base first
 * @param path as git calls it, see `pathInRepository`
 * @returns null where the commit has no such file
 * @throws GitError for an unknown ref, a path that is no file there, an object that a partial clone lacks
 */
export async function readAtCommit(
  repository: Repository,
  ref: string,
  path: string,
): Promise<FileAtCommit | null> {
  const commit = await commitOf(repository, ref);
  const entry = await entryAt(repository, commit, path);
  if (entry === null) return null;
  if (entry.type !== "blob" || entry.mode === "120000")
    throw new GitError("no_file", `${path} is no file at ${ref}: ${NAMES[entry.mode] ?? entry.type}`);
  const blob = (await readBlobs(repository, [entry.id])).get(entry.id);
  if (blob?.kind === "too_large")
    throw new GitError("no_file", `${path} at ${ref} has ${blob.size} bytes; a prompt has at most 4 MiB`);
  if (blob?.kind !== "blob") throw new GitError("missing_object", MISSING_OBJECTS);
  return { commit, path, bytes: blob.bytes, text: blob.bytes.toString("utf8") };
}

const NAMES: Readonly<Record<string, string>> = {
  "040000": "a folder",
  "120000": "a symbolic link",
  "160000": "a submodule",
};

async function entryAt(
  { root }: Repository,
  commit: string,
  path: string,
): Promise<{ mode: string; type: string; id: string } | null> {
  const args = ["ls-tree", "-z", "--full-tree", commit, "--", path];
  const { code, stdout, stderr } = await tryGit({ directory: root, args });
  if (code !== 0) throw gitErrorOf(stderr, root);
  const [, mode = "", type = "", id = ""] = /^(\d+) (\w+) ([0-9a-f]+)\t/.exec(stdout.toString("utf8")) ?? [];
  return id === "" ? null : { mode, type, id };
}
