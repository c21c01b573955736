import { gitErrorOf, GitError } from "../git/git-error.ts";
import { diffEntries, renamesBetween, type DiffEntry } from "../git/renamed-from.ts";
import { commitOf, type Repository } from "../git/repository.ts";
import { tryGit } from "../git/run-git.ts";

/** What a commit did to a file. */
export interface FileCommit {
  readonly id: string;
  /** Epoch ms. */
  readonly authoredAt: number;
  readonly subject: string;
  /** What the file was called after the commit. */
  readonly path: string;
  /** Only the mode: it became executable, say, and its content stayed. */
  readonly kind: "added" | "changed" | "renamed" | "mode" | "deleted";
  readonly renamedFrom: string | null;
  /** Content after the commit; null = there is none: deleted, or not a file. */
  readonly blob: string | null;
  /** The content before, of the first parent; null = there was none. */
  readonly blobBefore: string | null;
}

/**
 * All commits that changed a file, oldest first. Renames are followed, a file that was deleted and came back is one
 * file, and of a merge only what it changed itself counts: the history is git's own simplified one for the path.
 *
 * @param head where to look back from
 * @throws GitError where no commit has the file
 */
export async function fileCommits(
  repository: Repository,
  path: string,
  head = "HEAD",
): Promise<readonly FileCommit[]> {
  const newestFirst: FileCommit[] = [];
  let step: Step | null = { path, from: await commitOf(repository, head) };
  while (step !== null) step = await walk(repository, step, newestFirst);
  if (newestFirst.length === 0)
    throw new GitError("no_file", `${path} is in no commit of ${head}; paths are relative to where you are`);
  return newestFirst.toReversed();
}

interface Step {
  readonly path: string;
  readonly from: string;
}

/** Goes back along one name of the file; answers the name before, where there is one. */
async function walk(
  repository: Repository,
  { path, from }: Step,
  newestFirst: FileCommit[],
): Promise<Step | null> {
  for (const { commit, entry } of await logOf(repository, path, from)) {
    const [parent] = commit.parents;
    const isAdded = entry.status === "A" && parent !== undefined;
    const source = isAdded ? ((await renamesBetween(repository, parent, commit.id)).get(path) ?? null) : null;
    newestFirst.push(fileCommit(commit, entry, source));
    if (source !== null && parent !== undefined) return { path: source, from: parent };
  }
  return null;
}

function fileCommit(
  { id, authoredAt, subject }: Commit,
  entry: DiffEntry,
  source: string | null,
): FileCommit {
  return {
    id,
    authoredAt,
    subject,
    path: entry.path,
    kind: source === null ? kindOf(entry) : "renamed",
    renamedFrom: source,
    blob: isFile(entry.newMode) ? entry.newId : null,
    blobBefore: isFile(entry.oldMode) ? entry.oldId : null,
  };
}

function kindOf({ status, oldId, newId }: DiffEntry): FileCommit["kind"] {
  if (status === "A") return "added";
  if (status === "D") return "deleted";
  return oldId === newId ? "mode" : "changed";
}

/** 100644 and 100755; a link (120000) and a submodule (160000) hold no prompt. */
function isFile(mode: string): boolean {
  return mode.startsWith("100");
}

interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly authoredAt: number;
  readonly subject: string;
}

// Id, parents, author's time, subject; what no subject holds separates them.
const FORMAT = "--format=%x01%H%x02%P%x02%at%x02%s";

async function logOf(
  { root }: Repository,
  path: string,
  from: string,
): Promise<{ commit: Commit; entry: DiffEntry }[]> {
  // No renames here: in a partial clone their search ends the whole walk at the first missing content.
  const what = ["--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--diff-merges=first-parent"];
  const args = ["log", "--topo-order", ...what, FORMAT, from, "--", path];
  const { code, stdout, stderr } = await tryGit({ directory: root, args });
  if (code !== 0) throw gitErrorOf(stderr, root);
  return stdout
    .toString("utf8")
    .split("\x01")
    .slice(1)
    .flatMap((record) => {
      const end = record.indexOf("\0");
      const commit = commitFrom(end === -1 ? record : record.slice(0, end));
      const entry = diffEntries(Buffer.from(end === -1 ? "" : record.slice(end + 1)))[0];
      return entry === undefined ? [] : [{ commit, entry }];
    });
}

function commitFrom(text: string): Commit {
  const [id = "", parents = "", seconds = "", ...subject] = text.split("\x02");
  return {
    id,
    parents: parents.split(" ").filter((parent) => parent !== ""),
    authoredAt: Number(seconds) * 1000,
    subject: subject.join(" ").trim(),
  };
}
