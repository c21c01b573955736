import { TemplateError } from "@promptprof/anatomy";
import { basename, join, resolve } from "node:path";
import { functionPrompt } from "../prompts/function-prompt.ts";
import { promptInFile, promptInSuite } from "../prompts/prompt-of-entry.ts";
import { wrong, type Mistake, type Path } from "../schema/mistake.ts";
import type { PromptEntry, SuiteFile } from "./suite-file.ts";
import type { Prompt, SuitePrompt } from "./suite.ts";

/** A file's text by its path from the suite's folder; null where there is none. */
export type ReadText = (path: string) => string | null;

/** What came of an entry: a prompt, or what is wrong with it. `line` = it names its own place. */
export type Loaded<What> = What | { readonly mistake: Mistake } | { readonly line: string };

/** @param directory of the suite, as it was given */
export function loadPrompt(
  written: SuiteFile["prompts"][number],
  path: Path,
  directory: string,
  read: ReadText,
): Loaded<SuitePrompt> {
  const entry = typeof written === "string" ? { file: written } : written;
  const forms = (["file", "text", "messages", "render"] as const).filter((form) => entry[form] !== undefined);
  if (forms.length !== 1) {
    const got = forms.length === 0 ? "none of them is there" : `${forms.join(" and ")} are there`;
    return { mistake: wrong(path, `a prompt has one of file, text, messages and render; ${got}`) };
  }
  if (entry.file === undefined && entry.name === undefined)
    return { mistake: wrong(path, "name is missing: text (name of the prompt)") };
  try {
    return promptOfEntry(entry, path, directory, read);
  } catch (error) {
    return mistakeOf(error, [...path, forms[0] ?? ""]);
  }
}

function promptOfEntry(
  entry: PromptEntry,
  path: Path,
  directory: string,
  read: ReadText,
): Loaded<SuitePrompt> {
  const name = entry.name ?? nameOfFile(entry.file ?? "");
  if (entry.file === undefined) return { name, path: null, head: promptWithoutFile(entry), parse: null };
  const text = read(entry.file);
  if (text === null) {
    const place = typeof entry === "object" && path.length > 0 ? path : [];
    return { mistake: wrong(place, `there is no file ${join(directory, entry.file)}`) };
  }
  const shownAs = join(directory, entry.file);
  const parse = (other: string): Prompt => promptInFile(shownAs, other, entry);
  return { name, path: resolve(shownAs), head: parse(text), parse };
}

function promptWithoutFile(entry: PromptEntry): Prompt {
  if (entry.render !== undefined) return functionPrompt(entry.render, entry);
  return promptInSuite(entry.messages ?? entry.text ?? "", entry);
}

/** `prompts/triage.short.prompt` is triage: what stands between the dots is Dotprompt's variant. */
export function nameOfFile(file: string): string {
  return basename(file).split(".")[0] ?? file;
}

function mistakeOf(error: unknown, path: Path): Loaded<never> {
  if (error instanceof TemplateError && error.file !== null) return { line: error.message };
  if (error instanceof TemplateError || error instanceof TypeError)
    return { mistake: wrong(path, error.message) };
  throw error;
}
