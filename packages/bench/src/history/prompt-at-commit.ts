import { parseTemplate, TemplateError, versionOfParsed, type ParsedTemplate } from "@promptprof/anatomy";
import { definitionInFile } from "@promptprof/sdk/prompt-file";
import { readAs } from "../git/read-as.ts";
import { writtenText, type WrittenText } from "./written-text.ts";

/** What the content of a prompt file says. */
export interface PromptAtCommit extends WrittenText {
  /** The version that calls carry which were made with it: 12 hex digits. */
  readonly version: string;
  /** As the file names it; null = it names none. */
  readonly model: string | null;
  /** Doubts about the content, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Takes the content of a prompt file apart. What cannot be parsed is a text without placeholders: a history has to
 * survive a commit with a mistake.
 *
 * @param path decides how it is read: .prompt, .md, else text
 */
export function promptAtCommit(path: string, bytes: Uint8Array): PromptAtCommit {
  const content = Buffer.from(bytes).toString("utf8");
  const notes = isUtf8(bytes) ? [] : ["not UTF-8: read as its readers do, with U+FFFD for what is none"];
  try {
    const { parsed, parameters, versioned, frontMatter } = definitionInFile(readAs(path), content);
    const model = typeof parameters["model"] === "string" ? parameters["model"] : null;
    const written = writtenText(parsed);
    const isPlain = frontMatter === null && !path.endsWith(".prompt");
    const runs = isPlain ? withEnds(written.runs, content) : written.runs;
    return { version: versionOfParsed(parsed, versioned), model, notes, ...written, runs };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const parsed = asText(content);
    const problem = `no template, taken as text: ${error.message}`;
    const written = writtenText(parsed);
    const runs = withEnds(written.runs, content);
    return {
      version: versionOfParsed(parsed, {}),
      model: null,
      notes: [...notes, problem],
      ...written,
      runs,
    };
  }
}

/**
 * White space at the ends of a file is no part of the version, but it stands there, and whoever sends the file as it is
 * pays for it: at most a token or two.
 */
function withEnds(runs: readonly string[], content: string): readonly string[] {
  const text = plain(content);
  const last = runs.length - 1;
  const [before = ""] = /^\s*/.exec(text) ?? [];
  const after = text.slice(text.trimEnd().length);
  return runs.map((run, i) => (i === 0 ? before : "") + run + (i === last ? after : ""));
}

/** The text as a template of one static text, so that braces in it mean nothing. */
function asText(content: string): ParsedTemplate {
  const part = { kind: "static", path: "user/0", text: plain(content).trim() } as const;
  return { ...parseTemplate(""), messages: [{ role: "user", parts: [part] }] };
}

function plain(content: string): string {
  return content.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
