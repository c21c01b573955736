import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { withUniqueNames } from "../datasets/case-of-row.ts";
import { isRecord } from "../json/json.ts";
import { missingKey, providerOfEntry, type ProviderWorld } from "../providers/provider-of-entry.ts";
import { isWrongAt, named, wrong, type Mistake } from "../schema/mistake.ts";
import { mistakesOf } from "../schema/mistakes-of.ts";
import type { Scorer } from "../scorers/scorer.ts";
import type { ScorerContext } from "../scorers/scorer-kind.ts";
import { missingExpected, unfillable } from "./case-mistakes.ts";
import { loadCases } from "./load-cases.ts";
import { loadPrompt, type Loaded, type ReadText } from "./load-prompts.ts";
import type { SuiteFile } from "./suite-file.ts";
import { SuiteFileSchema } from "./suite-schema.ts";
import { readSuiteValue, type SuiteValue } from "./suite-value.ts";
import {
  LIMIT_DEFAULTS,
  type Case,
  type Limits,
  type Suite,
  type SuitePrompt,
  type SuiteProvider,
} from "./suite.ts";

export interface LoadOptions extends Omit<ProviderWorld, "directory"> {
  /** false = no call will be made, so that keys may be missing. */
  readonly needsKeys: boolean;
}

/** Makes a scorer of what stands under `scorers`. */
export type ReadScorer = (
  config: unknown,
  context: ScorerContext,
) => { readonly scorer: Scorer } | { readonly mistakes: readonly Mistake[] };

/**
 * Reads and checks a suite with everything it names.
 *
 * @returns every mistake, not the first alone, a line each: `FILE:LINE: what, what would be right`
 */
export async function loadSuite(
  file: string,
  readScorer: ReadScorer,
  options: LoadOptions,
): Promise<{ readonly suite: Suite } | { readonly mistakes: readonly string[] }> {
  const source = await readSuiteValue(file);
  if ("mistakes" in source) return source;
  const loading = new Loading(file, source);
  const suite = loading.suite(readScorer, options);
  return loading.lines.length > 0 ? { mistakes: [...new Set(loading.lines)] } : { suite };
}

class Loading {
  /** Everything that is wrong, in the order of the file's parts. */
  readonly lines: string[] = [];
  readonly #file: string;
  readonly #directory: string;
  readonly #source: SuiteValue;
  readonly #mistakes: readonly Mistake[];
  readonly #value: Partial<SuiteFile>;

  constructor(file: string, source: SuiteValue) {
    this.#file = file;
    this.#directory = dirname(file);
    this.#source = source;
    this.#mistakes = mistakesOf(SuiteFileSchema, source.value);
    // Parts that are wrong are not looked at again: see `#right`.
    this.#value = isParts(source.value) ? source.value : {};
    for (const mistake of this.#mistakes) this.#add(mistake);
  }

  suite(readScorer: ReadScorer, options: LoadOptions): Suite {
    const prompts = this.#prompts();
    const providers = this.#providers(options);
    const scorers = this.#scorers(readScorer, providers, options);
    const cases = this.#cases(prompts);
    this.lines.push(...missingExpected(cases, scorers), ...unfillable(prompts, cases));
    this.#checkModels(prompts, providers);
    const { name, repeats, limits, maxUsd, margins, gate, prices, keepReplies } = this.#value;
    return {
      name: name ?? basename(resolve(this.#directory)),
      file: this.#file,
      hash: this.#source.hash,
      prompts,
      cases,
      providers,
      scorers,
      repeats: repeats ?? 1,
      limits: limitsOf(limits),
      maxUsd: maxUsd ?? null,
      margins: margins ?? {},
      gate: gate ?? null,
      prices: prices ?? [],
      keepReplies: keepReplies ?? true,
    };
  }

  #prompts(): readonly SuitePrompt[] {
    const read = readIn(this.#directory);
    const prompts = this.#right("prompts").flatMap(([entry, i]) =>
      this.#taken(loadPrompt(entry, ["prompts", i], this.#directory, read)),
    );
    this.#checkNames(
      "prompts",
      prompts.map(({ name }) => name),
    );
    return prompts;
  }

  #cases(prompts: readonly SuitePrompt[]): readonly Case[] {
    const read = readIn(this.#directory);
    const names = prompts.map(({ name }) => name);
    const isWhole = !isWrongAt(this.#mistakes, ["prompts"]);
    const cases = this.#right("datasets").flatMap(([entry, i]) => {
      const path = ["datasets", i];
      const unknown =
        typeof entry === "string" ? [] : (entry.prompts ?? []).filter((name) => !names.includes(name));
      for (const name of isWhole ? unknown : [])
        this.#add(
          wrong(
            [...path, "prompts"],
            `there is no prompt ${name}; there are ${[...new Set(names)].join(", ")}`,
          ),
        );
      return this.#taken(loadCases(entry, path, this.#directory, read, this.#source)).flatMap((loaded) => {
        this.lines.push(...loaded.mistakes);
        return loaded.cases;
      });
    });
    return withUniqueNames(cases);
  }

  #providers({ needsKeys, ...world }: LoadOptions): readonly SuiteProvider[] {
    const entries = this.#right("providers");
    this.#checkNames(
      "providers",
      entries.map(([{ id }]) => id),
    );
    return entries.map(([entry, i]) => {
      const key = needsKeys ? missingKey(entry, world.environment) : null;
      if (key !== null)
        this.#add(wrong(["providers", i], `the variable ${key} is not set; it holds the key of ${entry.id}`));
      return providerOfEntry(entry, { ...world, directory: this.#directory });
    });
  }

  #scorers(
    read: ReadScorer,
    providers: readonly SuiteProvider[],
    { needsKeys }: LoadOptions,
  ): readonly Scorer[] {
    const provider = (id: string) => providers.find((one) => one.provider.id === id);
    const scorers = this.#right("scorers").flatMap(([config, i]) => {
      const result = read(config, { directory: this.#directory, provider, needsKeys });
      if ("scorer" in result) return [result.scorer];
      for (const mistake of result.mistakes) this.#add({ ...mistake, path: ["scorers", i, ...mistake.path] });
      return [];
    });
    this.#checkNames(
      "scorers",
      scorers.map(({ name }) => name),
    );
    return scorers;
  }

  #checkModels(prompts: readonly SuitePrompt[], providers: readonly SuiteProvider[]): void {
    const needing = providers.filter(({ model }) => model === null).map(({ provider }) => provider.id);
    const [first] = needing;
    if (first === undefined) return;
    for (const { name, head } of prompts)
      if (head.model === null)
        this.#add(wrong(["prompts"], `${name} names no model and neither does the provider ${first}`));
  }

  #checkNames(part: "prompts" | "providers" | "scorers", names: readonly string[]): void {
    for (const [i, name] of names.entries())
      if (names.indexOf(name) !== i) this.#add(wrong([part, i], `the name ${name} is there twice`));
  }

  /** The entries of a part that have no mistake in them, with their numbers. */
  #right<Part extends "prompts" | "datasets" | "providers" | "scorers">(
    part: Part,
  ): readonly (readonly [NonNullable<SuiteFile[Part]>[number], number])[] {
    const list: unknown = this.#value[part];
    if (!Array.isArray(list)) return [];
    const entries = list as NonNullable<SuiteFile[Part]>;
    return entries.flatMap((entry, i) => (isWrongAt(this.#mistakes, [part, i]) ? [] : [[entry, i] as const]));
  }

  #taken<What extends object>(loaded: Loaded<What>): What[] {
    if ("mistake" in loaded) this.#add(loaded.mistake);
    else if ("line" in loaded) this.lines.push(loaded.line);
    else return [loaded];
    return [];
  }

  #add(mistake: Mistake): void {
    this.lines.push(`${this.#source.placeOf(mistake)}: ${named(mistake.path)}${mistake.text}`);
  }
}

function readIn(directory: string): ReadText {
  return (path) => {
    try {
      return readFileSync(join(directory, path), "utf8");
    } catch {
      return null;
    }
  };
}

/** Which of the parts are right is for the schema to say. */
function isParts(value: unknown): value is Partial<SuiteFile> {
  return isRecord(value);
}

function limitsOf(limits: SuiteFile["limits"]): Limits {
  return {
    concurrency: limits?.concurrency ?? LIMIT_DEFAULTS.concurrency,
    requestsPerMinute: limits?.requestsPerMinute ?? LIMIT_DEFAULTS.requestsPerMinute,
    retries: limits?.retries ?? LIMIT_DEFAULTS.retries,
    timeoutMs: limits?.timeoutMs ?? LIMIT_DEFAULTS.timeoutMs,
    minutes: limits?.minutes ?? LIMIT_DEFAULTS.minutes,
  };
}
