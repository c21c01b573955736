import { existsSync } from "node:fs";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import type { Connection } from "./connection.ts";
import { LocalConnection } from "./local-connection.ts";
import { RemoteConnection } from "./remote-connection.ts";
import { DEFAULT_SERVER, storeSettings, type StoreOptions } from "./settings.ts";
import { start } from "./start.ts";

export interface ConnectionOptions extends StoreOptions {
  readonly server?: string;
}

/**
 * Opens the door that the options name: `--server` a running server and nothing else, `--data` a folder in this
 * process. Without either, the server that runs at the default address, else the default folder.
 *
 * @param purpose a command that only reads does not make a store: it says that there is none
 * @throws QuestionError where no server answers, or the folder is missing or in use
 */
export async function openConnection(
  options: ConnectionOptions,
  purpose: "read" | "write",
  io: Io,
): Promise<Connection> {
  const named =
    options.server ?? (options.data === undefined ? io.environment["PROMPTPROF_SERVER"] : undefined);
  if (named !== undefined) return openNamed(named);
  if (options.data === undefined && (await answers(DEFAULT_SERVER)))
    return new RemoteConnection(DEFAULT_SERVER);
  return openFolder(options, purpose, io);
}

async function openNamed(url: string): Promise<Connection> {
  if (!/^https?:\/\/./.test(url) || !URL.canParse(url)) {
    throw new QuestionError(`--server must be a URL like ${DEFAULT_SERVER}, got ${JSON.stringify(url)}`);
  }
  if (await answers(url)) return new RemoteConnection(url);
  throw new QuestionError(`no promptprof answers at ${url}; start one with: promptprof serve`);
}

async function openFolder(
  options: ConnectionOptions,
  purpose: "read" | "write",
  io: Io,
): Promise<Connection> {
  const settings = await storeSettings(options, io.environment);
  const { dataDir, storeUrl } = settings;
  if (purpose === "read" && storeUrl === null && !existsSync(dataDir)) {
    const searched = options.data === undefined ? `no server runs at ${DEFAULT_SERVER} and ` : "";
    throw new QuestionError(`${searched}there is no data folder ${dataDir}; try: promptprof demo`);
  }
  const server = await start({
    ...settings,
    listen: null,
    webRoot: null,
    env: io.environment,
    log: "silent",
  });
  return new LocalConnection(server, storeUrl ?? dataDir);
}

/** Is it promptprof that listens there? Another OpenTelemetry receiver may have the same port. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url.replace(/\/+$/, "")}/api/v1/openapi.json`, {
      signal: AbortSignal.timeout(3000),
    });
    return response.ok && (await response.text()).includes("promptprof");
  } catch {
    return false;
  }
}
