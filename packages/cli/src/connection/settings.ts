import { existsSync } from "node:fs";

type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_DATA_DIR = ".promptprof";
export const DEFAULT_SERVER = "http://127.0.0.1:4318";
export const DEFAULT_CONFIG_FILE = "promptprof.yaml";

/** Where the store lies and what configures it, as options or the environment say; each has a default. */
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

/** An option beats the environment, the environment beats the default; the default config file may be missing. */
export function storeSettings(options: StoreOptions, environment: Environment): StoreSettings {
  return {
    dataDir: options.data ?? environment["PROMPTPROF_DATA"] ?? DEFAULT_DATA_DIR,
    storeUrl: options.store ?? environment["PROMPTPROF_STORE"] ?? null,
    configFile: options.config ?? environment["PROMPTPROF_CONFIG"] ?? defaultConfigFile(),
  };
}

function defaultConfigFile(): string | null {
  return existsSync(DEFAULT_CONFIG_FILE) ? DEFAULT_CONFIG_FILE : null;
}
