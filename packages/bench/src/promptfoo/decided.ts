import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { fieldsOf, isJson, isRecord } from "../json/json.ts";
import type { JsonValue } from "../providers/provider.ts";
import type { ProviderWorld } from "../providers/provider-of-entry.ts";
import { shown } from "../schema/mistake.ts";
import { embeddingScorer } from "../scorers/embedding.ts";
import { textOfValue } from "../scorers/expected-text.ts";
import { judgeScorer } from "../scorers/judge.ts";
import type { ToScore } from "../scorers/scorer.ts";
import { passed, reached, type Asserted, type Assertion } from "./assertion.ts";
import type { Decided } from "./assertion-scorers.ts";
import { CHECKS } from "./checks.ts";
import { providerOfPromptfoo } from "./provider-of-promptfoo.ts";

export interface DecidedOf {
  readonly decided: readonly Decided[];
  /** Assertions that promptprof does not have. */
  readonly unsupported: readonly string[];
}

/** @param grader under `options.provider`, for assertions that a model decides and that name none */
export function decidedOf(asserts: readonly unknown[], grader: unknown, world: ProviderWorld): DecidedOf {
  const decided: Decided[] = [];
  const unsupported: string[] = [];
  for (const given of asserts) {
    const one = isRecord(given) ? decidedOne(given, grader, world) : `the assertion ${shown(given)}`;
    if (typeof one === "string") unsupported.push(one);
    else decided.push(one);
  }
  return { decided, unsupported };
}

const KNOWN: ReadonlySet<string> = new Set(["type", "value", "threshold", "weight", "metric", "provider"]);

function decidedOne(
  given: Readonly<Record<string, unknown>>,
  grader: unknown,
  world: ProviderWorld,
): Decided | string {
  const { type: whole, threshold, weight, metric } = given;
  if (typeof whole !== "string") return `the assertion ${shown(given)} without a type`;
  const strange = Object.keys(given).find((key) => !KNOWN.has(key));
  if (strange !== undefined) return `the assertion ${whole} with ${strange}`;
  const value = valueOf(given["value"], world.directory);
  if ("unsupported" in value) return `the assertion ${whole} with ${value.unsupported}`;
  const type = whole.replace(/^not-/, "");
  const decide = CHECKS[type] ?? modelCheck(type, given["provider"] ?? grader, world);
  if (typeof decide === "string") return decide;
  const assertion: Assertion = {
    type,
    negated: type !== whole,
    value: value.value,
    threshold: typeof threshold === "number" ? threshold : null,
    weight: typeof weight === "number" ? weight : 1,
    metric: typeof metric === "string" ? metric : null,
  };
  return { assertion, decide };
}

type Value = { readonly value: JsonValue | undefined } | { readonly unsupported: string };

/** What stands in the file that a value names. */
function valueOf(value: unknown, directory: string): Value {
  if (value === undefined || !isJson(value)) return { value: undefined };
  if (typeof value !== "string" || !value.startsWith("file://")) return { value };
  const path = value.slice("file://".length);
  const whole = resolve(directory, path);
  if (!/\.(?:json|ya?ml|txt|md)$/.test(path) || !existsSync(whole)) return { unsupported: value };
  const text = readFileSync(whole, "utf8");
  const read: unknown = /\.(?:json|ya?ml)$/.test(path) ? parse(text) : text;
  return isJson(read) ? { value: read } : { unsupported: value };
}

type Check = (item: ToScore, assertion: Assertion) => Promise<Asserted>;

function modelCheck(type: string, provider: unknown, world: ProviderWorld): Check | string {
  if (type === "similar") return similarCheck(provider);
  if (type !== "llm-rubric" && type !== "factuality") return `the assertion ${type}`;
  const asked = provider === undefined ? null : providerOfPromptfoo(provider, world);
  if (asked === null)
    return `the assertion ${type} without a provider to ask; name one under provider or options.provider`;
  return async (item, { value, threshold }) => {
    const rubric = type === "factuality" ? factuality(value) : textOfValue(value ?? "");
    const config = { provider: "", rubric, mode: "pass" } as const;
    const [score] = await judgeScorer(config, { directory: world.directory, provider: () => asked }).score({
      ...item,
      expected: undefined,
    });
    const result = (score?.value ?? 0) >= (threshold ?? 1);
    return { pass: result, score: score?.value ?? 0, reason: score?.reason ?? null };
  };
}

function factuality(value: JsonValue | undefined): string {
  return `The answer states no fact that contradicts this reference: ${textOfValue(value ?? "")}`;
}

/** `openai:embedding:MODEL`, promptfoo's usual one where none is named. */
function similarCheck(provider: unknown): Check | string {
  const id = isRecord(provider) ? provider["id"] : (provider ?? "openai:embedding:text-embedding-3-large");
  const model = /^openai:embeddings?:(.+)$/.exec(String(id))?.[1];
  if (model === undefined) return `the assertion similar with the provider ${shown(id)}`;
  const { apiBaseUrl } = isRecord(provider) ? fieldsOf(provider["config"]) : {};
  const url = typeof apiBaseUrl === "string" ? apiBaseUrl : "https://api.openai.com/v1";
  return async (item, { value, threshold }) => {
    if (value === undefined) return passed(false);
    // The key is the environment's; an own address may need none.
    const keyFrom = typeof apiBaseUrl === "string" ? undefined : "OPENAI_API_KEY";
    const [score] = await embeddingScorer({ url, model, keyFrom }).score({ ...item, expected: value });
    return reached(score?.value ?? 0, threshold ?? 0.75);
  };
}
