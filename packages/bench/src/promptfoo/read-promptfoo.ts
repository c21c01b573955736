import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { withUniqueNames } from "../datasets/case-of-row.ts";
import { readRows } from "../datasets/read-rows.ts";
import { fieldsOf, isJson, isRecord } from "../json/json.ts";
import type { JsonValue } from "../providers/provider.ts";
import type { ProviderWorld } from "../providers/provider-of-entry.ts";
import { named, shown, type Path } from "../schema/mistake.ts";
import { readYaml, type Source } from "../schema/yaml-source.ts";
import {
  LIMIT_DEFAULTS,
  type Case,
  type Suite,
  type SuitePrompt,
  type SuiteProvider,
} from "../suite/suite.ts";
import { caseName } from "./case-name.ts";
import { decidedOf } from "./decided.ts";
import { assertionScorers } from "./assertion-scorers.ts";
import { expandVariables } from "./expand-variables.ts";
import { promptOfText } from "./prompt-of-text.ts";
import { providerOfPromptfoo } from "./provider-of-promptfoo.ts";
import { testOfRow, unknownColumns } from "./row-of-table.ts";
import { fillInAll, type Variables } from "./template.ts";

export interface ReadPromptfoo {
  readonly suite: Suite;
  /** What the file asks for and promptprof does not do, a line each: `FILE:LINE: what`. The suite runs without it. */
  readonly unsupported: readonly string[];
}

/** What of the file is read, at its top and in a test. */
const TOP: ReadonlySet<string> = new Set([
  "$schema",
  "description",
  "prompts",
  "providers",
  "targets",
  "tests",
  "defaultTest",
  "evaluateOptions",
  "outputPath",
  "tags",
  "sharing",
]);
const TEST: ReadonlySet<string> = new Set([
  "description",
  "vars",
  "assert",
  "threshold",
  "metadata",
  "options",
]);
const EVALUATE: ReadonlySet<string> = new Set(["repeat", "maxConcurrency"]);
const OPTIONS: ReadonlySet<string> = new Set(["provider"]);

/**
 * Reads a `promptfooconfig.yaml` as it is. Mistakes and what is not supported are told with file and line.
 */
export function readPromptfoo(
  file: string,
  world: Omit<ProviderWorld, "directory">,
): ReadPromptfoo | { readonly mistakes: readonly string[] } {
  const text = readFileSync(file, "utf8");
  const source = readYaml(file, text);
  if ("mistakes" in source) return source;
  if (!isRecord(source.value)) return { mistakes: [`${file}:1: ${shown(source.value)} is not a mapping`] };
  const reading = new Reading(file, source, source.value, { ...world, directory: dirname(file) });
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const suite = reading.suite(hash);
  return reading.mistakes.length > 0
    ? { mistakes: reading.mistakes }
    : { suite, unsupported: reading.unsupported };
}

interface Test {
  readonly value: Readonly<Record<string, unknown>>;
  readonly place: string;
  /** Values of files are data: braces in them are no templates. */
  readonly inline: boolean;
}

class Reading {
  readonly mistakes: string[] = [];
  readonly unsupported: string[] = [];
  readonly #file: string;
  readonly #source: Source;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #world: ProviderWorld;

  constructor(file: string, source: Source, value: Readonly<Record<string, unknown>>, world: ProviderWorld) {
    this.#file = file;
    this.#source = source;
    this.#value = value;
    this.#world = world;
  }

  suite(hash: string): Suite {
    for (const key of Object.keys(this.#value)) if (!TOP.has(key)) this.#cannot([key], key);
    const prompts = this.#prompts();
    const providers = this.#providers();
    const cases = this.#cases();
    if (prompts.length === 0) this.mistakes.push(`${this.#file}:1: no prompt can be read`);
    if (providers.length === 0) this.mistakes.push(`${this.#file}:1: no provider can be used`);
    const evaluate = fieldsOf(this.#value["evaluateOptions"]);
    for (const key of Object.keys(evaluate))
      if (!EVALUATE.has(key)) this.#cannot(["evaluateOptions", key], `evaluateOptions.${key}`);
    const { repeat, maxConcurrency } = evaluate;
    const { description } = this.#value;
    return {
      name: typeof description === "string" ? description : basename(resolve(this.#world.directory)),
      file: this.#file,
      hash,
      prompts,
      cases,
      providers,
      scorers: [],
      repeats: typeof repeat === "number" && repeat >= 1 ? repeat : 1,
      limits: {
        ...LIMIT_DEFAULTS,
        ...(typeof maxConcurrency === "number" ? { concurrency: maxConcurrency } : {}),
      },
      maxUsd: null,
      margins: {},
      gate: null,
      prices: [],
      keepReplies: true,
    };
  }

  #prompts(): readonly SuitePrompt[] {
    const all = listOf(this.#value["prompts"]).flatMap((entry, i): SuitePrompt[] => {
      const raw = isRecord(entry) ? (entry["raw"] ?? entry["id"]) : entry;
      const label = isRecord(entry) && typeof entry["label"] === "string" ? entry["label"] : null;
      if (typeof raw !== "string") return this.#cannot(["prompts", i], `the prompt ${shown(entry)}`);
      return this.#prompt(raw, label, i);
    });
    return all.map((prompt, i) => ({ ...prompt, name: uniqueName(all, i) }));
  }

  #prompt(raw: string, label: string | null, i: number): SuitePrompt[] {
    if (!/^file:\/\/|^[\w./-]+\.(?:txt|json|md|yaml|yml|js|mjs|cjs|ts|py|csv)$/.test(raw))
      return [{ name: label ?? `prompt ${i + 1}`, path: null, head: promptOfText(raw), parse: null }];
    const path = raw.replace(/^file:\/\//, "");
    if (!/\.(?:txt|json|md)$/.test(path) || path.includes("*"))
      return this.#cannot(["prompts", i], `the prompt ${raw}`);
    const text = this.#read(path, ["prompts", i]);
    if (text === null) return [];
    // Several prompts in one text file are divided by a line of three hyphens.
    const texts = path.endsWith(".txt") ? text.split(/^---\s*$/m).map((part) => part.trim()) : [text];
    const name = label ?? basename(path, extname(path));
    const [only] = texts;
    if (texts.length === 1 && only !== undefined)
      return [
        { name, path: resolve(this.#world.directory, path), head: promptOfText(only), parse: promptOfText },
      ];
    return texts.map((part, nth) => ({
      name: `${name} ${nth + 1}`,
      path: null,
      head: promptOfText(part),
      parse: null,
    }));
  }

  #providers(): readonly SuiteProvider[] {
    const key = this.#value["providers"] === undefined ? "targets" : "providers";
    return listOf(this.#value[key]).flatMap((given, i) => {
      const provider = providerOfPromptfoo(given, this.#world);
      return provider === null ? this.#cannot([key, i], `the provider ${shown(given)}`) : [provider];
    });
  }

  #cases(): readonly Case[] {
    const standard = fieldsOf(this.#value["defaultTest"]);
    if (typeof this.#value["defaultTest"] === "string")
      this.#cannot(["defaultTest"], "defaultTest in a file");
    const tests =
      this.#value["tests"] === undefined
        ? [{ value: {}, place: `${this.#file}:1`, inline: true }]
        : this.#tests(this.#value["tests"]);
    const cases = tests.flatMap((test) => this.#casesOf(test, standard));
    return withUniqueNames(cases);
  }

  #tests(given: unknown): readonly Test[] {
    return listOf(given).flatMap((entry, i): readonly Test[] => {
      const path: Path = Array.isArray(given) ? ["tests", i] : ["tests"];
      if (typeof entry === "string") return this.#testsOfFile(entry.replace(/^file:\/\//, ""), path);
      if (!isRecord(entry) || "path" in entry) return this.#cannot(path, `the test ${shown(entry)}`);
      return [{ value: entry, place: this.#place(path), inline: true }];
    });
  }

  #testsOfFile(path: string, at: Path): readonly Test[] {
    if (!/\.(?:csv|yaml|yml|json|jsonl)$/.test(path) || path.includes("*"))
      return this.#cannot(at, `tests from ${path}`);
    const text = this.#read(path, at);
    if (text === null) return [];
    const { rows, mistakes } = readRows(join(this.#world.directory, path), text);
    this.mistakes.push(...mistakes);
    const isTable = path.endsWith(".csv");
    const [first] = rows;
    if (isTable && first !== undefined)
      for (const column of unknownColumns(first.values))
        this.unsupported.push(`${first.place}: the column ${column}`);
    return rows.map(({ values, place }) => ({
      value: isTable ? testOfRow(values) : values,
      place,
      inline: false,
    }));
  }

  #casesOf({ value, place, inline }: Test, standard: Readonly<Record<string, unknown>>): readonly Case[] {
    const options = { ...fieldsOf(standard["options"]), ...fieldsOf(value["options"]) };
    for (const key of Object.keys(value))
      if (!TEST.has(key)) this.unsupported.push(`${place}: ${key} of a test`);
    for (const key of Object.keys(options))
      if (!OPTIONS.has(key)) this.unsupported.push(`${place}: options.${key}`);
    if (typeof value["vars"] === "string")
      this.unsupported.push(`${place}: vars from the file ${value["vars"]}`);
    const asserts = [...listOf(standard["assert"]), ...listOf(value["assert"])];
    const { decided, unsupported } = decidedOf(asserts, options["provider"], this.#world);
    this.unsupported.push(...unsupported.map((what) => `${place}: ${what}`));
    const threshold = value["threshold"] ?? standard["threshold"];
    const scorers = assertionScorers(decided, typeof threshold === "number" ? threshold : null);
    const own = this.#variables(value["vars"], place);
    const variables = { ...this.#variables(standard["vars"], place), ...own };
    const metadata = { ...fieldsOf(standard["metadata"]), ...fieldsOf(value["metadata"]) };
    const tags = Object.entries(metadata).flatMap(([key, tag]) =>
      typeof tag === "string" ? [[key, tag] as const] : [],
    );
    return expandVariables(variables).map((each): Case => {
      const filled = inline ? filledIn(each) : each;
      const name = caseName(value["description"], filled);
      return {
        name,
        cluster: name,
        variables: filled,
        expected: undefined,
        tags: Object.fromEntries(tags),
        scorers,
        prompts: null,
        place,
      };
    });
  }

  /** A text that names a file is what stands in it. */
  #variables(given: unknown, place: string): Variables {
    const entries = Object.entries(fieldsOf(given)).flatMap(
      ([name, value]): (readonly [string, JsonValue])[] => {
        if (!isJson(value)) return [];
        if (typeof value !== "string" || !value.startsWith("file://")) return [[name, value]];
        const path = value.slice("file://".length);
        if (!/\.(?:txt|md|json|yaml|yml)$/.test(path)) {
          this.unsupported.push(`${place}: the variable ${name} from ${path}`);
          return [];
        }
        const text = this.#read(path, ["tests"]);
        return text === null ? [] : [[name, text]];
      },
    );
    return Object.fromEntries(entries);
  }

  #read(path: string, at: Path): string | null {
    try {
      return readFileSync(resolve(this.#world.directory, path), "utf8");
    } catch {
      this.mistakes.push(`${this.#place(at)}: ${named(at)}there is no file ${path}`);
      return null;
    }
  }

  #cannot(path: Path, what: string): [] {
    this.unsupported.push(`${this.#place(path)}: ${what}`);
    return [];
  }

  #place(path: Path): string {
    return this.#source.placeOf({ path, at: "key" });
  }
}

/** Variables may stand in one another's texts, once. */
function filledIn(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      hasTemplate(value) ? fillInAll(value, variables) : value,
    ]),
  );
}

function hasTemplate(value: JsonValue): boolean {
  return JSON.stringify(value).includes("{{");
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function uniqueName(prompts: readonly SuitePrompt[], i: number): string {
  const name = prompts[i]?.name ?? "";
  const before = prompts.slice(0, i).filter((other) => other.name === name).length;
  return before === 0 ? name : `${name}#${before + 1}`;
}
