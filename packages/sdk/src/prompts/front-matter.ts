import { TemplateError } from "@promptprof/anatomy";
import { createRequire } from "node:module";
import type { Document } from "yaml";
import { isRecord, type Fields } from "../is-record.ts";

/** What stands above the body of a prompt file. */
export interface FrontMatter {
  /** Where the body begins in the file. */
  readonly end: number;
  /** All of it, as it is written. */
  readonly fields: Fields;
  readonly model: string | null;
  /** Whose message a Markdown file is. */
  readonly role: string | null;
  readonly label: string | null;
  readonly config: Fields;
  /** Values of variables that the caller may leave out. */
  readonly defaults: Fields;
  /** Names that the schema calls optional: without a value, nothing is filled in for them. */
  readonly optional: readonly string[];
}

const OPENING = /^---[ \t]*\n/;
const CLOSING = /^---[ \t]*(?:\n|$)/m;
const ROLES = ["system", "developer", "user", "assistant"];

/**
 * Reads the front matter of a file; null = it has none.
 *
 * @param required whether an opening line without a closing one is a mistake: in Markdown it is a rule
 * @throws TemplateError with file, line and column
 */
export function readFrontMatter(file: string, text: string, required: boolean): FrontMatter | null {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return null;
  const closing = CLOSING.exec(text.slice(opening.length));
  if (closing === null && !required) return null;
  if (closing === null)
    throw new TemplateError(at(file, 1, 1), "front matter that is never closed; end it with a line of ---");
  const yaml = text.slice(opening.length, opening.length + closing.index);
  return { ...read(new Source(file, yaml)), end: opening.length + closing.index + closing[0].length };
}

function read(source: Source): Omit<FrontMatter, "end"> {
  const { fields } = source;
  const input = source.mapping("input");
  const schema = isRecord(input["schema"]) ? input["schema"] : {};
  return {
    fields,
    model: source.text("model"),
    role: source.oneOf("role", ROLES),
    label: source.text("label") ?? source.text("variant"),
    config: source.mapping("config"),
    defaults: isRecord(input["default"]) ? input["default"] : {},
    optional: optionalIn(schema),
  };
}

/** Picoschema marks optional names with `?`; JSON Schema lists those that are required. */
function optionalIn(schema: Fields): readonly string[] {
  const { properties, required } = schema;
  if (!isRecord(properties)) return Object.keys(schema).flatMap((key) => /^([^?(]+)\?/.exec(key)?.[1] ?? []);
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.keys(properties).filter((name) => !needed.includes(name));
}

/** The YAML of one file, and the places in it. */
class Source {
  readonly fields: Fields;
  readonly #file: string;
  readonly #document: Document;
  readonly #lineOf: (offset: number) => { line: number; col: number };

  constructor(file: string, yaml: string) {
    // 80 ms to load that a program without front matter does not pay; `require` because prompts are defined
    // synchronously.
    const { LineCounter, parseDocument }: typeof import("yaml") = createRequire(import.meta.url)("yaml");
    const lineCounter = new LineCounter();
    this.#file = file;
    this.#lineOf = (offset) => lineCounter.linePos(offset);
    this.#document = parseDocument(yaml, { lineCounter, prettyErrors: false });
    const [error] = this.#document.errors;
    if (error !== undefined) throw this.#mistake(error.pos[0], error.message.split("\n")[0] ?? "");
    const fields: unknown = this.#document.toJS() ?? {};
    if (!isRecord(fields) || Array.isArray(fields))
      throw this.#mistake(0, "front matter must be keys with values: model: ...");
    this.fields = fields;
  }

  text(key: string): string | null {
    const value = this.fields[key] ?? null;
    if (value === null || typeof value === "string") return value;
    throw this.#mistake(this.#offsetOf(key), `${key} must be a text, got ${JSON.stringify(value)}`);
  }

  oneOf(key: string, words: readonly string[]): string | null {
    const value = this.text(key);
    if (value === null || words.includes(value)) return value;
    throw this.#mistake(this.#offsetOf(key), `${key} must be one of ${words.join(", ")}, got "${value}"`);
  }

  mapping(key: string): Fields {
    const value = this.fields[key] ?? {};
    if (isRecord(value) && !Array.isArray(value)) return value;
    throw this.#mistake(this.#offsetOf(key), `${key} must be keys with values, got ${JSON.stringify(value)}`);
  }

  #offsetOf(key: string): number {
    const node = this.#document.get(key, true);
    const range: unknown = isRecord(node) ? node["range"] : null;
    return Array.isArray(range) ? Number(range[0]) : 0;
  }

  /** One line further down than in the YAML: above it stands `---`. */
  #mistake(offset: number, problem: string): TemplateError {
    const { line, col } = this.#lineOf(offset);
    return new TemplateError(at(this.#file, Math.max(line, 1) + 1, Math.max(col, 1)), problem);
  }
}

function at(file: string, line: number, column: number) {
  return { file, messageNumber: 1, line, column };
}
