import { existsSync } from "node:fs";
import type { Address, Config } from "@promptprof/server";
import { asQuestion } from "./start.ts";
import { QuestionError } from "../question-error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_DATA_DIR = ".promptprof";
export const DEFAULT_SERVER = "http://127.0.0.1:4318";
export const DEFAULT_CONFIG_FILE = "promptprof.yaml";

/** Where the store lies and what configures it. */
export interface StoreSettings {
  readonly dataDir: string;
  readonly storeUrl: string | null;
  readonly configFile: string | null;
}

export interface StoreOptions {
  readonly data?: string;
  readonly store?: string;
  readonly config?: string;
}

/**
 * An option beats the environment, the environment beats the config file, the file beats the default.
 *
 * @throws QuestionError with every mistake of the config file and the environment
 */
export async function storeSettings(options: StoreOptions, environment: Environment): Promise<StoreSettings> {
  const configFile = configFileOf(options, environment);
  const config = await configOf(configFile, environment);
  return {
    dataDir: options.data ?? config.dataDir,
    storeUrl: options.store ?? config.storeUrl,
    configFile,
  };
}

/** As `storeSettings`, and where to listen. */
export async function serveSettings(
  options: StoreOptions & { readonly listen?: string },
  environment: Environment,
): Promise<StoreSettings & { readonly listen: Address }> {
  const { parseAddress } = await import("@promptprof/server");
  const settings = await storeSettings(options, environment);
  const config = await configOf(settings.configFile, environment);
  const listen = parseAddress(options.listen ?? config.listen);
  if (listen !== null) return { ...settings, listen };
  throw new QuestionError(
    `--listen must be HOST:PORT like 127.0.0.1:4318, got ${JSON.stringify(options.listen)}`,
  );
}

/** A config file that is named must be there; the default one may be missing. */
function configFileOf({ config }: StoreOptions, environment: Environment): string | null {
  const named = config ?? environment["PROMPTPROF_CONFIG"];
  return named ?? (existsSync(DEFAULT_CONFIG_FILE) ? DEFAULT_CONFIG_FILE : null);
}

async function configOf(file: string | null, environment: Environment): Promise<Config> {
  const { readConfig } = await import("@promptprof/server");
  return asQuestion(async () => readConfig(file, environment));
}
