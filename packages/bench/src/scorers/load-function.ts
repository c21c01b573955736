import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { functionScorer, type ScoreFunction } from "./function-scorer.ts";
import type { Scorer } from "./scorer.ts";
import type { ScorerContext } from "./scorer-kind.ts";

export interface FunctionConfig {
  readonly name?: string | undefined;
  /** `scorers/tone.mjs`, or with the export's name: `scorers/tone.mjs#polite`. */
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export const FunctionConfig: z.ZodType<FunctionConfig> = z.preprocess(
  (value) => (typeof value === "string" ? { file: value } : value),
  z.strictObject({
    name: z.string().min(1).optional(),
    file: z.string().min(1).describe("module of the function, from the suite; #name for a named export"),
    options: z.record(z.string(), z.unknown()).default({}).describe("given to the function too"),
  }),
);

export interface AutoevalsConfig {
  readonly name?: string | undefined;
  /** As autoevals calls it: Levenshtein, JSONDiff, NumericDiff. */
  readonly scorer: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export const AutoevalsConfig: z.ZodType<AutoevalsConfig> = z.preprocess(
  (value) => (typeof value === "string" ? { scorer: value } : value),
  z.strictObject({
    name: z.string().min(1).optional(),
    scorer: z.string().min(1).describe("as autoevals calls it: Levenshtein, JSONDiff, NumericDiff, ..."),
    options: z.record(z.string(), z.unknown()).default({}).describe("given to the scorer too"),
  }),
);

/** The module is loaded at the first reply. @throws Error where there is no such file */
export function loadFunctionScorer(
  { name, file, options }: FunctionConfig,
  { directory }: ScorerContext,
): Scorer {
  const [path = "", exported = "default"] = file.split("#");
  const whole = resolve(directory, path);
  if (!existsSync(whole)) throw new Error(`${path} is not there`);
  const call = calling(pathToFileURL(whole).href, exported, path);
  return functionScorer(call, {
    name: name ?? (exported === "default" ? nameOfFile(path) : exported),
    options,
  });
}

/** autoevals as the project of the suite has it installed. @throws Error where it is not */
export function loadAutoevalsScorer(
  { name, scorer, options }: AutoevalsConfig,
  { directory }: ScorerContext,
): Scorer {
  return functionScorer(calling(autoevalsFrom(directory), scorer, "autoevals"), {
    name: name ?? scorer,
    options,
    goodFor: `What autoevals' ${scorer} measures.`,
    notFor: "What its documentation leaves out; those that ask a model need a key.",
  });
}

function calling(url: string, exported: string, path: string): ScoreFunction {
  let found: Promise<ScoreFunction> | null = null;
  return async (given) => {
    found ??= loaded(url, path).then((module) => functionOf(module, exported, path));
    const score = await found;
    return score(given);
  };
}

function autoevalsFrom(directory: string): string {
  try {
    return pathToFileURL(createRequire(resolve(directory, "suite.js")).resolve("autoevals")).href;
  } catch (cause) {
    throw new Error("autoevals is not installed beside the suite: npm install --save-dev autoevals", {
      cause,
    });
  }
}

type Module = Readonly<Record<string, unknown>>;

async function loaded(url: string, path: string): Promise<Module> {
  try {
    const module: Module = await import(url);
    return module;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${path} cannot be loaded: ${reason}`, { cause });
  }
}

/** Of a CommonJS module too, whose exports may stand under `default` alone. */
function functionOf(module: Module, name: string, path: string): ScoreFunction {
  const inner = module["default"];
  const found = module[name] ?? (isModule(inner) ? inner[name] : undefined);
  if (!isFunction(found)) throw new Error(`${path} has no function ${JSON.stringify(name)}`);
  return found;
}

function isModule(value: unknown): value is Module {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}

function isFunction(value: unknown): value is ScoreFunction {
  return typeof value === "function";
}

function nameOfFile(path: string): string {
  return (
    path
      .split("/")
      .at(-1)
      ?.replace(/\.[cm]?[jt]s$/, "") ?? path
  );
}
