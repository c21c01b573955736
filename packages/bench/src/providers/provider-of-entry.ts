import type { HttpProviderEntry, ProviderEntry } from "../suite/suite-file.ts";
import type { SuiteProvider } from "../suite/suite.ts";
import { commandProvider } from "./command-provider.ts";
import { functionProvider } from "./function-provider.ts";
import { httpProvider } from "./http-provider.ts";
import type { Watch } from "./profiled-calls.ts";
import type { Provider } from "./provider.ts";
import { anthropic } from "./wire/anthropic.ts";
import { gemini } from "./wire/gemini.ts";
import { ollama } from "./wire/ollama.ts";
import { openai } from "./wire/openai.ts";
import type { Wire } from "./wire/wire.ts";

/** Where the world comes in: the suite's folder, the environment, and where calls are profiled. */
export interface ProviderWorld {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly watch: Watch | null;
}

const WIRES: Readonly<Record<HttpProviderEntry["type"], Wire>> = { openai, anthropic, gemini, ollama };

/** Variables that hold a key where the suite names none; those of the providers' own clients. */
const USUAL_KEYS: Readonly<Partial<Record<ProviderEntry["type"], string>>> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  gemini: "GEMINI_API_KEY",
};

export function providerOfEntry(entry: ProviderEntry, world: ProviderWorld): SuiteProvider {
  return {
    provider: providerOf(entry, world),
    model: entry.model ?? null,
    parameters: entry.parameters ?? {},
  };
}

function providerOf(entry: ProviderEntry, { directory, environment, watch }: ProviderWorld): Provider {
  const { id, provider = null } = entry;
  if (entry.type === "function") return functionProvider(id, provider, entry.call);
  if (entry.type === "command") return commandProvider(id, provider, entry.command, directory);
  const { url, stream = true } = entry;
  const key = environment[keyVariable(entry) ?? ""] ?? null;
  const wire = WIRES[entry.type];
  return httpProvider({ id, wire, key, provider, stream, watch, url: url?.replace(/\/+$/, "") ?? null });
}

function keyVariable(entry: HttpProviderEntry): string | null {
  return entry.key ?? USUAL_KEYS[entry.type] ?? null;
}

/** The variable with the key that an entry needs and that is not set; null = none. An own URL may need no key. */
export function missingKey(entry: ProviderEntry, environment: ProviderWorld["environment"]): string | null {
  if (entry.type === "command" || entry.type === "function") return null;
  const variable = entry.url === undefined ? keyVariable(entry) : (entry.key ?? null);
  const isSet = variable === null || (environment[variable] ?? "") !== "";
  return isSet ? null : variable;
}
