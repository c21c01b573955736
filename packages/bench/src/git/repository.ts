import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { gitErrorOf, GitError } from "./git-error.ts";
import { git, tryGit } from "./run-git.ts";

/** A repository on this machine. */
export interface Repository {
  /** Of the working tree, without symbolic links; in a bare repository its own folder. */
  readonly root: string;
  readonly isBare: boolean;
  /** Commits older than some are not here. */
  readonly isShallow: boolean;
}

/**
 * The repository that a folder belongs to.
 *
 * @throws GitError where there is none, or no git
 */
export async function openRepository(directory: string): Promise<Repository> {
  const asked = ["rev-parse", "--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir"];
  const [bare, shallow, gitDirectory = directory] = linesOf(await git(directory, asked));
  const isBare = bare === "true";
  const root = isBare ? gitDirectory : linesOf(await git(directory, ["rev-parse", "--show-toplevel"]))[0];
  return { root: realpathSync(root ?? directory), isBare, isShallow: shallow === "true" };
}

/**
 * How git calls a file: relative to the root, with slashes. The file need not exist: it may have been deleted.
 *
 * @param path absolute, or relative to `from`
 * @throws GitError for a path outside the repository
 */
export function pathInRepository({ root }: Repository, path: string, from: string): string {
  const inside = relative(root, withoutLinks(resolve(from, path)));
  const isOutside = inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  if (isOutside) throw new GitError("outside", `${path} is outside the repository ${root}`);
  return inside.replaceAll(sep, "/");
}

/**
 * The full id of a commit that a branch, tag or id names.
 *
 * @throws GitError for what names no commit here
 */
export async function commitOf(repository: Repository, ref: string): Promise<string> {
  // What begins with a dash is an option to git, and no name of a ref may.
  if (ref === "" || ref.startsWith("-") || ref.includes("\0")) throw unknownRef(repository, ref);
  const args = ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`];
  const { code, stdout } = await tryGit({ directory: repository.root, args });
  const [id] = linesOf(stdout);
  if (code !== 0 || id === undefined) throw unknownRef(repository, ref);
  return id;
}

/**
 * Where a change began: the newest commit that `base` and `head` have in common. What came to the base later is no
 * part of the change.
 *
 * @throws GitError for an unknown ref, and where the common commit is not here (a shallow clone) or does not exist
 */
export async function mergeBase(repository: Repository, base: string, head = "HEAD"): Promise<string> {
  const [baseId, headId] = [await commitOf(repository, base), await commitOf(repository, head)];
  const args = ["merge-base", baseId, headId];
  const { code, stdout, stderr } = await tryGit({ directory: repository.root, args });
  if (code > 1) throw gitErrorOf(stderr, repository.root);
  const [id] = linesOf(stdout);
  if (id !== undefined) return id;
  if (repository.isShallow)
    throw new GitError(
      "shallow",
      `this shallow clone does not reach back to where ${head} left ${base}; set fetch-depth: 0 on actions/checkout, or run git fetch --deepen=200`,
    );
  throw new GitError("unrelated", `${base} and ${head} have no commit in common`);
}

function unknownRef({ isShallow }: Repository, ref: string): GitError {
  const [, remote, branch] = /^(origin|upstream)\/(.+)$/.exec(ref) ?? [];
  const fetch = remote === undefined ? "fetch it first" : `fetch it with: git fetch ${remote} ${branch}`;
  const shallow = isShallow ? " (a shallow clone: fetch-depth: 0 on actions/checkout brings all)" : "";
  return new GitError("unknown_ref", `${JSON.stringify(ref)} names no commit here; ${fetch}${shallow}`);
}

/** The path with links resolved as far as it exists, as git resolved those of the root. */
function withoutLinks(path: string): string {
  const rest: string[] = [];
  for (let existing = path; ; existing = dirname(existing)) {
    try {
      // The file itself may be a link that the repository holds; only its folder is looked through.
      if (existing !== path) return join(realpathSync(existing), ...rest);
    } catch {
      // Not there; its parent may be.
    }
    if (dirname(existing) === existing) return path;
    rest.unshift(existing.slice(dirname(existing).length).replace(/^[/\\]/, ""));
  }
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}
