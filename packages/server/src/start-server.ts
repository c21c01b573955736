import { SegmentHasher } from "@promptprof/anatomy";
import { AdminKeys } from "./clickhouse/admin-keys.ts";
import { readConfig } from "./config/read-config.ts";
import type { Config } from "./config/config.ts";
import { newApp, type App } from "./http/app.ts";
import { formatAddress, isLoopback, type Address } from "./http/address.ts";
import {
  fetchInProcess,
  streamInProcess,
  type FetchAnswer,
  type FetchRequest,
  type StreamAnswer,
  type StreamRequest,
} from "./http/fetch-in-process.ts";
import { hostGuard } from "./http/security.ts";
import { ProviderProxy } from "./proxy/proxy.ts";
import { addRoutes } from "./routes/add-routes.ts";
import { openServices, type OpenServices } from "./open-services.ts";
import { StartError } from "./start-error.ts";

export interface ServeOptions {
  readonly dataDir: string;
  /** null = no port: the server answers `fetch` alone. */
  readonly listen: Address | null;
  /** URL of a ClickHouse server; null = the embedded engine. */
  readonly storeUrl: string | null;
  readonly configFile: string | null;
  /** Folder of the built pages; null = none. */
  readonly webRoot: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: "json" | "silent";
}

export interface RunningServer {
  /** `http://127.0.0.1:4318`, with the port that was really taken; null without one. */
  readonly url: string | null;
  /** Asks the server in this process, without a socket. */
  fetch(path: string, request?: FetchRequest): Promise<FetchAnswer>;
  /** As `fetch`, for bodies and answers of any length. */
  stream(path: string, request?: StreamRequest): Promise<StreamAnswer>;
  /** Finishes what is under way, commits what has settled, closes the store. Twice is the same as once. */
  close(): Promise<void>;
}

/**
 * Starts everything, and resolves when it can take traffic.
 *
 * @throws StartError for what the user can put right: configuration, port, data folder, a newer store
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { listen, configFile, env, webRoot, log } = options;
  const config = readConfig(configFile, env);
  if (listen !== null) refuseOpenDoor(listen, config);
  let proxy: ProviderProxy | null = null;
  const app = newApp({
    config,
    address: listen,
    log,
    // Nothing is listened to before the proxy is there.
    proxy: (request, response) => proxy?.handle(request, response),
  });
  const services = await openServices(options, config, app.log);
  try {
    proxy = newProxy(options, config, services, app);
    await addRoutes(app, services, adminKeys(config, env), webRoot);
    const url = listen === null ? null : await listenOn(app, listen);
    if (listen === null) await app.ready();
    return running(app, services, proxy, url);
  } catch (error) {
    await services.close();
    throw error;
  }
}

/** Without keys, everyone who reaches the port can read and write everything. */
function refuseOpenDoor(listen: Address, { allowUnauthenticated }: Config): void {
  if (isLoopback(listen.host) || allowUnauthenticated) return;
  throw new StartError(
    `listen: ${formatAddress(listen)} can be reached from other machines and there are no keys; listen on 127.0.0.1, or set allowUnauthenticated: true if everyone who reaches it may read and write everything`,
  );
}

async function listenOn(app: App, { host, port }: Address): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new StartError(listenProblem(formatAddress({ host, port }), cause), { cause });
  }
  const address = app.server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return `http://${formatAddress({ host, port: taken })}`;
}

function listenProblem(address: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `listen: ${address} is in use; stop what runs there or choose another with --listen`;
  if (code === "EACCES")
    return `listen: ${address} may not be used by this user; choose a port above 1023 with --listen`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `listen: ${address} is no address of this machine; use 127.0.0.1 or one of its own with --listen`;
  }
  return `listen: ${address} cannot be used (${String(error)}); choose another with --listen`;
}

/** A variable that is empty counts as not set. */
function adminKeys({ adminKeys: configured }: Config, env: ServeOptions["env"]): AdminKeys {
  const plain = env["PROMPTPROF_ADMIN_KEY"] ?? "";
  return new AdminKeys(configured, plain === "" ? null : plain);
}

/** The same salt as in the SDK, so that a text has the same hash whichever way its call came. */
function newProxy(
  { listen, env }: ServeOptions,
  config: Config,
  services: OpenServices,
  { log }: App,
): ProviderProxy {
  const salt = env["PROMPTPROF_SALT"]?.trim() ?? "";
  return new ProviderProxy({
    config: config.proxy,
    outbox: services.outbox,
    hasher: new SegmentHasher(salt === "" ? `promptprof:${config.project}` : salt),
    countsText: config.estimateTokens,
    foreignHost: hostGuard(listen),
    log,
  });
}

function running(app: App, services: OpenServices, proxy: ProviderProxy, url: string | null): RunningServer {
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await closeInTime(app);
    proxy.close();
    await services.close();
  };
  return {
    url,
    fetch: (path, request = {}) => fetchInProcess(app, path, request),
    stream: (path, request = {}) => streamInProcess(app, path, request),
    close: () => (closing ??= close()),
  };
}

/** Requests under way may finish; a client that takes longer than this is cut off and will send again. */
const REQUESTS_END_MS = 2_000;

async function closeInTime(app: App): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), REQUESTS_END_MS);
  await app.close();
  clearTimeout(cutOff);
}
