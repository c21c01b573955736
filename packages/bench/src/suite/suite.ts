import type { TextSegment } from "@promptprof/anatomy";
import type { OwnPrice } from "@promptprof/model";
import type { JsonValue, Message, Provider } from "../providers/provider.ts";
import type { Scorer } from "../scorers/scorer.ts";

/** A suite with everything read and checked: what a YAML file, a module and a promptfoo file become. */
export interface Suite {
  readonly name: string;
  /** As it was given. */
  readonly file: string;
  /** SHA-256 of the suite file's text, 12 hex digits. */
  readonly hash: string;
  readonly prompts: readonly SuitePrompt[];
  readonly cases: readonly Case[];
  readonly providers: readonly SuiteProvider[];
  /** Of every case; a case may have more of its own. */
  readonly scorers: readonly Scorer[];
  /** Calls of each case on each side, >= 1. */
  readonly repeats: number;
  readonly limits: Limits;
  /** Money that a run may spend; null = any. */
  readonly maxUsd: number | null;
  /** How much worse does not matter, by metric, > 0; a metric that is not there has the default of the comparison. */
  readonly margins: Readonly<Record<string, number>>;
  /** As it is written under `gate`, for the gate to read; null = nothing is written. */
  readonly gate: JsonValue | null;
  /** Own prices; they beat the price list. */
  readonly prices: readonly OwnPrice[];
  /** false = the texts of replies are scored and forgotten. */
  readonly keepReplies: boolean;
}

export interface SuitePrompt {
  readonly name: string;
  /** Of its file, absolute; null for a prompt that has none. */
  readonly path: string | null;
  readonly head: Prompt;
  /**
   * The prompt as another text of its file says, for the base. null where the prompt is not made of a file.
   *
   * @throws Error `file:line:column: ...` for a text that cannot be parsed
   */
  readonly parse: ((text: string) => Prompt) | null;
}

/** A prompt on one side. */
export interface Prompt {
  /** Content hash over text, model, parameters and tools: 12 hex digits. */
  readonly version: string;
  /** null = the provider's. */
  readonly model: string | null;
  /**
   * Fills in a case.
   *
   * @throws Error in one line where a variable has no value, or one that does not fit
   */
  render(variables: Readonly<Record<string, JsonValue>>): RenderedPrompt;
  /** 1-based line in the file of each segment path; empty where there is no file. */
  readonly lines: Readonly<Record<string, number>>;
}

export interface RenderedPrompt {
  readonly messages: readonly Message[];
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly tools: readonly JsonValue[];
  /** In the order of the messages. */
  readonly segments: readonly TextSegment[];
}

export interface SuiteProvider {
  readonly provider: Provider;
  /** For every prompt, whatever model it names itself; null = the prompt's. */
  readonly model: string | null;
  /** Of prompts that do not say otherwise. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
}

/** One row of a dataset. */
export interface Case {
  /** Unique in the suite, and the same from run to run. */
  readonly name: string;
  /** Its own name where nothing was stated. */
  readonly cluster: string;
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** undefined where the case says nothing. */
  readonly expected: JsonValue | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Beside the suite's: assertions of this case alone. */
  readonly scorers: readonly Scorer[];
  /** Names of the prompts it is for; null = all. */
  readonly prompts: readonly string[] | null;
  /** `data/questions.jsonl:12` */
  readonly place: string;
}

export interface Limits {
  /** Calls in flight at once, >= 1. */
  readonly concurrency: number;
  /** Of all providers together; null = as fast as they answer. */
  readonly requestsPerMinute: number | null;
  /** Further attempts of a call after its first, >= 0. */
  readonly retries: number;
  /** Of one attempt, in ms. */
  readonly timeoutMs: number;
  /** After which no further call is made; null = any time. */
  readonly minutes: number | null;
}

export const LIMIT_DEFAULTS: Limits = {
  concurrency: 4,
  requestsPerMinute: null,
  retries: 3,
  timeoutMs: 120_000,
  minutes: null,
};
