import { type Encoding, encodingOf, shareByWeight, USUAL_ENCODING } from "@promptprof/model";
import { type Blob, readBlobs } from "../git/read-blobs.ts";
import type { Repository } from "../git/repository.ts";
import { countTokens } from "./count-tokens.ts";
import { fileCommits, type FileCommit } from "./file-commits.ts";
import { promptAtCommit, type PromptAtCommit } from "./prompt-at-commit.ts";

/** What became of a prompt file over all of its commits. */
export interface PromptHistory {
  /** Its name after its newest commit. */
  readonly path: string;
  /** The vocabulary that counted. */
  readonly encoding: Encoding;
  /** Distinct contents, numbered in order of first appearance. */
  readonly versions: readonly PromptVersion[];
  /** Oldest first. */
  readonly changes: readonly PromptChange[];
  /** What the history lacks, a sentence each. */
  readonly notes: readonly string[];
}

/** One text, however often it came back. */
export interface PromptVersion {
  /** 1, 2, 3 ... */
  readonly number: number;
  /** Content hash, as calls carry it. */
  readonly version: string;
  readonly model: string | null;
  /** Of what is written, without what is filled in and without what the API adds; null = not counted. */
  readonly tokens: number | null;
  /** In order; the tokens add up to those of the version. */
  readonly segments: readonly {
    readonly path: string;
    readonly kind: "static" | "variable";
    readonly tokens: number | null;
  }[];
  readonly notes: readonly string[];
}

export interface PromptChange extends Omit<FileCommit, "blobBefore"> {
  /** Number of the version after the commit; null where there is none to read, and `content` says why. */
  readonly version: number | null;
  readonly content: "text" | "deleted" | "not_a_file" | "missing" | "too_large";
  /** The prompt is again what an earlier commit had: a revert, whatever its subject says. */
  readonly returns: boolean;
  /** The bytes changed and the prompt did not: its mode, its name, line ends, white space at its ends. */
  readonly sameVersion: boolean;
}

/**
 * Follows a prompt file through git. Needs neither the network nor a whole clone: contents that a partial clone lacks
 * are marked.
 *
 * @param path  as git calls it, see `pathInRepository`
 * @param model whose vocabulary counts; null = the newest of OpenAI's
 * @throws GitError where no commit has the file
 */
export async function promptHistory(
  repository: Repository,
  path: string,
  { model = null, head = "HEAD" }: { readonly model?: string | null; readonly head?: string } = {},
): Promise<PromptHistory> {
  const commits = await fileCommits(repository, path, head);
  const blobs = await readBlobs(
    repository,
    commits.flatMap(({ blob }) => blob ?? []),
  );
  const prompts = promptsOf(commits, blobs);
  const encoding = encodingOf(model) ?? USUAL_ENCODING;
  const { versions, numbers } = await versionsOf([...prompts.values()], encoding);
  return {
    path: commits.at(-1)?.path ?? path,
    encoding,
    versions,
    changes: changesOf(commits, blobs, (commit) => {
      const prompt = prompts.get(keyOf(commit));
      return prompt === undefined ? null : (numbers.get(prompt.version) ?? null);
    }),
    notes: notesOf(repository, [...blobs.values()]),
  };
}

/** The name decides how a content is read, so both make the key. */
function keyOf({ path, blob }: FileCommit): string {
  return `${blob} ${path}`;
}

function promptsOf(
  commits: readonly FileCommit[],
  blobs: ReadonlyMap<string, Blob>,
): ReadonlyMap<string, PromptAtCommit> {
  const prompts = new Map<string, PromptAtCommit>();
  for (const commit of commits) {
    const blob = blobs.get(commit.blob ?? "");
    const key = keyOf(commit);
    if (blob?.kind === "blob" && !prompts.has(key)) prompts.set(key, promptAtCommit(commit.path, blob.bytes));
  }
  return prompts;
}

async function versionsOf(
  prompts: readonly PromptAtCommit[],
  encoding: Encoding,
): Promise<{ versions: PromptVersion[]; numbers: ReadonlyMap<string, number> }> {
  const distinct = [...new Map(prompts.map((prompt) => [prompt.version, prompt])).values()];
  const texts = distinct.flatMap(({ runs, segments }) => [...runs, ...segments.map(({ text }) => text)]);
  const counts = await countTokens(
    texts.filter((text) => text !== ""),
    encoding,
  );
  const count = (text: string): number | null => (text === "" ? 0 : (counts.get(text) ?? null));
  const versions = distinct.map((prompt, i) => promptVersion(prompt, i + 1, count));
  return { versions, numbers: new Map(versions.map(({ version, number }) => [version, number])) };
}

function promptVersion(
  { version, model, notes, runs, segments }: PromptAtCommit,
  number: number,
  count: (text: string) => number | null,
): PromptVersion {
  const tokens = sum(runs.map(count));
  const weights = segments.map(({ text }) => count(text));
  const shares =
    tokens === null
      ? null
      : shareByWeight(
          tokens,
          weights.map((weight) => weight ?? 0),
        );
  return {
    number,
    version,
    model,
    tokens,
    segments: segments.map(({ path, kind }, i) => ({ path, kind, tokens: shares?.[i] ?? null })),
    notes,
  };
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((a, b) => (a === null || b === null ? null : a + b), 0);
}

function changesOf(
  commits: readonly FileCommit[],
  blobs: ReadonlyMap<string, Blob>,
  numberOf: (commit: FileCommit) => number | null,
): PromptChange[] {
  const seen = new Set<number>();
  let before: number | null = null;
  return commits.map(({ blobBefore: _before, ...commit }) => {
    const version = numberOf({ ...commit, blobBefore: _before });
    const wasSeen = version !== null && seen.has(version);
    const sameVersion = version !== null && version === before;
    if (version !== null) seen.add(version);
    before = version;
    return {
      ...commit,
      version,
      content: contentOf(commit, blobs),
      returns: wasSeen && !sameVersion,
      sameVersion,
    };
  });
}

function contentOf(
  { kind, blob }: Pick<FileCommit, "kind" | "blob">,
  blobs: ReadonlyMap<string, Blob>,
): PromptChange["content"] {
  if (blob === null) return kind === "deleted" ? "deleted" : "not_a_file";
  const found = blobs.get(blob)?.kind;
  if (found === "blob") return "text";
  return found === "too_large" ? "too_large" : "missing";
}

function notesOf({ isShallow }: Repository, blobs: readonly Blob[]): string[] {
  const missing = blobs.filter(({ kind }) => kind === "missing").length;
  return [
    ...(isShallow ? ["a shallow clone: older commits are not here; git fetch --unshallow brings them"] : []),
    ...(missing > 0
      ? [`a partial clone: ${missing} contents are not here; git fetch --refetch --no-filter brings them`]
      : []),
  ];
}
