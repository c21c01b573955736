import { gitErrorOf } from "./git-error.ts";
import type { Repository } from "./repository.ts";
import { tryGit } from "./run-git.ts";

/** What an object name led to. A blob beyond `BLOB_BYTES_MAX` is no prompt and is not read. */
export type Blob =
  | { readonly kind: "blob"; readonly bytes: Buffer }
  | { readonly kind: "missing" }
  | { readonly kind: "too_large"; readonly size: number }
  | { readonly kind: "other"; readonly type: string };

export const BLOB_BYTES_MAX: number = 4 * 2 ** 20;

/** Blobs of one process of git: 4 MiB each at the worst, so within its bound of 256 MiB. */
const BLOBS_AT_ONCE = 60;

/**
 * The content of many objects, by one process of git for sizes and one for each 60 contents. None is fetched: those
 * that a partial clone lacks are missing.
 *
 * @param names full object ids; each is looked at once
 */
export async function readBlobs(
  repository: Repository,
  names: readonly string[],
): Promise<ReadonlyMap<string, Blob>> {
  const found = await describe(repository, [...new Set(names)]);
  const toRead = [...found].flatMap(([name, blob]) => (blob === null ? [name] : []));
  const blobs = new Map<string, Blob>();
  for (const [name, blob] of found) if (blob !== null) blobs.set(name, blob);
  for (let at = 0; at < toRead.length; at += BLOBS_AT_ONCE)
    for (const [name, blob] of await read(repository, toRead.slice(at, at + BLOBS_AT_ONCE)))
      blobs.set(name, blob);
  return blobs;
}

/** What is not to be read, and why; null = a blob of a size to read. */
async function describe(
  repository: Repository,
  names: readonly string[],
): Promise<ReadonlyMap<string, Blob | null>> {
  const described = new Map<string, Blob | null>();
  let left = names;
  while (left.length > 0) {
    const args = ["cat-file", "--batch-check=%(objecttype) %(objectsize)", "--buffer"];
    const { code, stdout, stderr } = await tryGit({
      directory: repository.root,
      args,
      input: `${left.join("\n")}\n`,
    });
    const lines = stdout.toString("utf8").split("\n").slice(0, -1);
    for (const [i, line] of lines.entries()) described.set(left[i] ?? "", descriptionOf(line));
    // Before 2.45 git ends at the first object that it would have to fetch; the rest is asked again.
    const stuck = left[lines.length];
    if (stuck === undefined) break;
    if (code === 0 || gitErrorOf(stderr, repository.root).problem !== "missing_object")
      throw gitErrorOf(stderr, repository.root);
    described.set(stuck, { kind: "missing" });
    left = left.slice(lines.length + 1);
  }
  return described;
}

function descriptionOf(line: string): Blob | null {
  const [type = "", size = ""] = line.split(" ");
  if (line.endsWith(" missing")) return { kind: "missing" };
  if (type !== "blob") return { kind: "other", type };
  return Number(size) > BLOB_BYTES_MAX ? { kind: "too_large", size: Number(size) } : null;
}

async function read(repository: Repository, names: readonly string[]): Promise<Map<string, Blob>> {
  const args = ["cat-file", "--batch=%(objectsize)"];
  const { code, stdout, stderr } = await tryGit({
    directory: repository.root,
    args,
    input: `${names.join("\n")}\n`,
  });
  if (code !== 0) throw gitErrorOf(stderr, repository.root);
  const blobs = new Map<string, Blob>();
  let at = 0;
  for (const name of names) {
    const lineEnd = stdout.indexOf(0x0a, at);
    const size = Number(stdout.toString("utf8", at, lineEnd));
    blobs.set(name, { kind: "blob", bytes: stdout.subarray(lineEnd + 1, lineEnd + 1 + size) });
    at = lineEnd + 1 + size + 1;
  }
  return blobs;
}
