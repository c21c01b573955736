import { versionOfParsed, type ParsedTemplate } from "@promptprof/anatomy";
import { definitionInFile } from "@promptprof/sdk/prompt-file";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readAs } from "./read-as.ts";
import { readAtCommit } from "./read-at-commit.ts";
import { renamesBetween } from "./renamed-from.ts";
import { commitOf, type Repository } from "./repository.ts";

/** What of a prompt a change touches: what it says, which model reads it, how, and with which tools. */
export type PromptAspect = "text" | "model" | "parameters" | "tools";

/** A prompt file on both sides of a change. */
export interface ChangedPrompt {
  /** Its name at the head; at the base where the head has none. */
  readonly path: string;
  /** Its name at the base, where that was another. */
  readonly renamedFrom: string | null;
  /** "moved" = another name, and the same prompt. */
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** Empty unless the prompt changed; a side that cannot be parsed differs in its text. */
  readonly aspects: readonly PromptAspect[];
  /** The file's text; null where that side has no such file. */
  readonly base: string | null;
  readonly head: string | null;
}

export interface Sides {
  /** A commit: see `mergeBase`. */
  readonly base: string;
  /** null = the working tree. */
  readonly head: string | null;
}

/**
 * Which of some prompt files a change touches. What differs in bytes alone (line ends, white space at the ends, the
 * order of keys) is no change: the version that calls carry is the same.
 *
 * @param paths as git calls them, at the head
 * @throws GitError for an unknown commit, or contents that a partial clone lacks
 */
export async function changedPrompts(
  repository: Repository,
  { base, head }: Sides,
  paths: readonly string[],
): Promise<readonly ChangedPrompt[]> {
  const baseCommit = await commitOf(repository, base);
  const headCommit = head === null ? null : await commitOf(repository, head);
  const renames = await renamesBetween(repository, baseCommit, headCommit);
  const changed: ChangedPrompt[] = [];
  for (const path of paths) {
    const before = renames.get(path) ?? path;
    const baseFile = await readAtCommit(repository, baseCommit, before);
    const headText = await textAtHead(repository, headCommit, path);
    const change = compare(path, before, baseFile?.text ?? null, headText);
    if (change !== null) changed.push(change);
  }
  return changed;
}

function compare(
  path: string,
  before: string,
  base: string | null,
  head: string | null,
): ChangedPrompt | null {
  if (base === null && head === null) return null;
  const found = { path, renamedFrom: before === path ? null : before, base, head };
  if (base === null) return { ...found, renamedFrom: null, kind: "added", aspects: [] };
  if (head === null) return { ...found, kind: "removed", aspects: [] };
  const aspects = changedAspects({ path: before, text: base }, { path, text: head });
  if (aspects.length > 0) return { ...found, kind: "changed", aspects };
  return before === path ? null : { ...found, kind: "moved", aspects };
}

interface PromptSource {
  readonly path: string;
  readonly text: string;
}

/** In which respects two texts of a prompt file differ; none = calls of both carry the same version. */
export function changedAspects(base: PromptSource, head: PromptSource): readonly PromptAspect[] {
  if (base.text === head.text && base.path === head.path) return [];
  const [a, b] = [hashesOf(base), hashesOf(head)];
  if (a === null || b === null) return ["text"];
  return ASPECTS.filter((aspect) => a[aspect] !== b[aspect]);
}

const ASPECTS: readonly PromptAspect[] = ["text", "model", "parameters", "tools"];

/** null = it cannot be parsed; whoever runs it will say why. */
function hashesOf({ path, text }: PromptSource): Readonly<Record<PromptAspect, string>> | null {
  try {
    return hashesOfDefinition(definitionInFile(readAs(path), text));
  } catch {
    return null;
  }
}

function hashesOfDefinition({
  parsed,
  versioned,
}: ReturnType<typeof definitionInFile>): Readonly<Record<PromptAspect, string>> {
  const { model, tools, toolDefs, ...parameters } = versioned;
  const nothing: ParsedTemplate = { ...parsed, messages: [], historyAt: null };
  return {
    text: versionOfParsed(parsed, {}),
    model: versionOfParsed(nothing, { model }),
    tools: versionOfParsed(nothing, { tools, toolDefs }),
    parameters: versionOfParsed(nothing, parameters),
  };
}

async function textAtHead(repository: Repository, head: string | null, path: string): Promise<string | null> {
  if (head !== null) return (await readAtCommit(repository, head, path))?.text ?? null;
  try {
    return await readFile(join(repository.root, path), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
