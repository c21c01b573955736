import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A version of a client package that lives apart from the workspaces, in a folder of its own below this one. */
export interface ApartClient {
  readonly absent: boolean;
  /** For the name of a test: why it is skipped; empty where it is not. */
  readonly reason: string;
  readonly load: () => Promise<unknown>;
}

/** @param entry path of the package's ESM entry, below the folder's `node_modules` */
export function apartClient(folder: string, entry: string): ApartClient {
  const installed = new URL(`./${folder}/node_modules/${entry}`, import.meta.url);
  const absent = !existsSync(fileURLToPath(installed));
  const reason = absent ? ` (skipped: not installed, run npm ci in tests/clients/${folder})` : "";
  return { absent, reason, load: async () => import(installed.href) as Promise<unknown> };
}
