import { dirname, join, resolve } from "node:path";
import { isRecord } from "../json/json.ts";
import { readYaml } from "../schema/yaml-source.ts";
import { loadPrompt, nameOfFile } from "../suite/load-prompts.ts";
import type { SuiteFile } from "../suite/suite-file.ts";
import type { Prompt, Suite, SuitePrompt } from "../suite/suite.ts";
import type { PlannedPrompt } from "./plan.ts";

/** A file as it was at the base, by its absolute path; null = it was not there. */
export type ReadBase = (path: string) => Promise<string | null>;

/** What of a suite's prompts a change touches. */
export interface BasePrompts {
  readonly prompts: readonly PlannedPrompt[];
  /** Names of those that are the same on both sides. */
  readonly unchanged: readonly string[];
  /** What cannot be read at the base, a line each. */
  readonly mistakes: readonly string[];
}

/**
 * The prompts of a suite as they were at the base: by the suite's own file there, so that a model or text that stands in
 * it is compared too, and a moved file is found. A suite that is a module is not run as it was: its prompts' files are
 * read, and what it states itself is taken as it is now.
 */
export async function basePrompts(suite: Suite, read: ReadBase): Promise<BasePrompts> {
  const entries = await entriesAtBase(suite.file, read);
  const found: PlannedPrompt[] = [];
  const unchanged: string[] = [];
  const mistakes: string[] = [];
  for (const prompt of suite.prompts) {
    const base = await promptAtBase(prompt, entries?.get(prompt.name), suite.file, read);
    if (typeof base === "string") mistakes.push(base);
    else if (base?.version === prompt.head.version) unchanged.push(prompt.name);
    else found.push({ name: prompt.name, head: prompt.head, base });
  }
  return { prompts: found, unchanged, mistakes };
}

type Entry = SuiteFile["prompts"][number];

/** null = there was no suite that can be read, or it is a module. */
async function entriesAtBase(file: string, read: ReadBase): Promise<ReadonlyMap<string, Entry> | null> {
  const text = /\.(ya?ml|json)$/.test(file) ? await read(resolve(file)) : null;
  const source = text === null ? null : readYaml(file, text);
  if (source === null || "mistakes" in source || !isRecord(source.value)) return null;
  const written = source.value["prompts"];
  const entries = Array.isArray(written) ? written.filter(isEntry) : [];
  return new Map(entries.map((entry) => [nameOf(entry), entry]));
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "string" || isRecord(value);
}

function nameOf(entry: Entry): string {
  return typeof entry === "string" ? nameOfFile(entry) : (entry.name ?? nameOfFile(entry.file ?? ""));
}

/** null = it was not there; a text = why it cannot be used. */
async function promptAtBase(
  { path, parse }: SuitePrompt,
  entry: Entry | undefined,
  suite: string,
  read: ReadBase,
): Promise<Prompt | string | null> {
  if (entry !== undefined) return promptOfEntry(entry, suite, read);
  const text = path === null ? null : await read(path);
  if (text === null || parse === null) return null;
  try {
    return parse(text);
  } catch (error) {
    return atBase(error instanceof Error ? error.message : String(error));
  }
}

async function promptOfEntry(entry: Entry, suite: string, read: ReadBase): Promise<Prompt | string | null> {
  const file = typeof entry === "string" ? entry : entry.file;
  const directory = dirname(suite);
  const text = file === undefined ? null : await read(resolve(join(directory, file)));
  if (file !== undefined && text === null) return null;
  const loaded = loadPrompt(entry, [], directory, () => text);
  if ("head" in loaded) return loaded.head;
  return atBase("line" in loaded ? loaded.line : loaded.mistake.text);
}

function atBase(problem: string): string {
  return `at the base: ${problem}`;
}
