import type { OwnPrice } from "@promptprof/model";
import type { RenderFunction } from "../prompts/function-prompt.ts";
import type { FunctionCall } from "../providers/function-provider.ts";
import type { JsonValue, Message } from "../providers/provider.ts";

/** What `promptprof.bench.yaml` says, or the value that a module exports. What each means: `suite-schema.ts`. */
export interface SuiteFile {
  readonly $schema?: string | undefined;
  readonly name?: string | undefined;
  readonly prompts: readonly (string | PromptEntry)[];
  readonly datasets: readonly (string | DatasetEntry)[];
  readonly providers: readonly ProviderEntry[];
  readonly scorers?: readonly unknown[] | undefined;
  readonly repeats?: number | undefined;
  readonly limits?: LimitsEntry | undefined;
  readonly maxUsd?: number | undefined;
  readonly margins?: Readonly<Record<string, number>> | undefined;
  readonly gate?: JsonValue | undefined;
  readonly prices?: readonly OwnPrice[] | undefined;
  readonly keepReplies?: boolean | undefined;
}

/** A prompt: one of `file`, `text`, `messages` and, in a module, `render`. */
export interface PromptEntry {
  readonly name?: string | undefined;
  readonly file?: string | undefined;
  readonly text?: string | undefined;
  readonly messages?: readonly Message[] | undefined;
  readonly render?: RenderFunction | undefined;
  readonly model?: string | undefined;
  readonly parameters?: Readonly<Record<string, JsonValue>> | undefined;
  readonly tools?: readonly JsonValue[] | undefined;
}

/** Which column of a dataset is what. */
export interface DatasetColumns {
  readonly expected?: string | undefined;
  readonly name?: string | undefined;
  readonly cluster?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly prompts?: readonly string[] | undefined;
}

export type DatasetEntry = DatasetColumns &
  (
    | { readonly file: string; readonly limit?: number | undefined }
    | { readonly cases: readonly Readonly<Record<string, JsonValue>>[] }
  );

interface AnyProvider {
  readonly id: string;
  readonly model?: string | undefined;
  readonly parameters?: Readonly<Record<string, JsonValue>> | undefined;
  readonly provider?: string | undefined;
}

export interface HttpProviderEntry extends AnyProvider {
  readonly type: "openai" | "anthropic" | "gemini" | "ollama";
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  readonly stream?: boolean | undefined;
}

interface CommandProviderEntry extends AnyProvider {
  readonly type: "command";
  readonly command: readonly string[];
}

interface FunctionProviderEntry extends AnyProvider {
  readonly type: "function";
  readonly call: FunctionCall;
}

export type ProviderEntry = HttpProviderEntry | CommandProviderEntry | FunctionProviderEntry;

interface LimitsEntry {
  readonly concurrency?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
  readonly retries?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly minutes?: number | undefined;
}
