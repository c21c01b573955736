import { gitErrorOf } from "./git-error.ts";
import type { Repository } from "./repository.ts";
import { tryGit } from "./run-git.ts";

/** One file of a difference between two trees. */
export interface DiffEntry {
  /** A, M, D, T, or R for a rename. */
  readonly status: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  readonly newId: string;
  readonly path: string;
  /** Where a renamed file was before; null = it was not renamed. */
  readonly from: string | null;
}

/**
 * Old names of the files that were renamed between two commits, by their new names. A partial clone may lack the
 * contents that likeness is judged by; then only files that moved unchanged are recognised.
 */
export async function renamesBetween(
  repository: Repository,
  from: string,
  to: string,
): Promise<ReadonlyMap<string, string>> {
  const args = ["diff", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv"];
  const run = (how: string) => tryGit({ directory: repository.root, args: [...args, how, from, to, "--"] });
  const judged = await run("--find-renames");
  if (judged.code === 0)
    return new Map(
      diffEntries(judged.stdout).flatMap(({ path, from }) => (from === null ? [] : [[path, from]])),
    );
  const exact = await run("--no-renames");
  if (exact.code !== 0) throw gitErrorOf(exact.stderr, repository.root);
  return movedUnchanged(diffEntries(exact.stdout));
}

/** Reads `--raw -z`: `:mode mode id id status`, then a path, or two for a rename. A log puts a line end in front. */
export function diffEntries(bytes: Buffer): DiffEntry[] {
  const fields = bytes.toString("utf8").split("\0");
  const entries: DiffEntry[] = [];
  for (let at = 0; at < fields.length; at += 1) {
    const [, oldMode = "", newMode = "", oldId = "", newId = "", status = ""] =
      /^\n?:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(fields[at] ?? "") ?? [];
    if (status === "") continue;
    const first = fields[(at += 1)] ?? "";
    const isRename = status === "R" || status === "C";
    const path = isRename ? (fields[(at += 1)] ?? "") : first;
    entries.push({ status, oldMode, newMode, oldId, newId, path, from: isRename ? first : null });
  }
  return entries;
}

function movedUnchanged(entries: readonly DiffEntry[]): Map<string, string> {
  const gone = new Map(entries.flatMap(({ status, oldId, path }) => (status === "D" ? [[oldId, path]] : [])));
  return new Map(
    entries.flatMap(({ status, newId, path }) => {
      const from = status === "A" ? gone.get(newId) : undefined;
      return from === undefined ? [] : [[path, from]];
    }),
  );
}
