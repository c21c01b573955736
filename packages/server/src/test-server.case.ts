import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerAnswer } from "./contract.ts";
import { startServer, type RunningServer, type ServeOptions } from "./start-server.ts";

/** A server with a real store on a free port, and a folder that goes with it. */
export interface TestServer {
  readonly dataDir: string;
  readonly url: string;
  readonly server: RunningServer;
  /** GET, the answer's JSON. */
  ask<T = unknown>(path: string): Promise<{ status: number; body: T }>;
  /** Settles and stores everything, the ledger of all time. */
  flush(): Promise<LedgerAnswer>;
  post(path: string, body: Uint8Array | string, headers?: Record<string, string>): Promise<Response>;
  /** Closes the server and keeps the folder. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

export async function startTestServer(options: Partial<ServeOptions> = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "promptprof-server-"));
  const server = await startServer({ ...TEST_OPTIONS, dataDir, ...options });
  const url = server.url ?? "";
  const post: TestServer["post"] = (path, body, headers = {}) =>
    fetch(url + path, { method: "POST", body: Buffer.from(body), headers });
  return {
    dataDir,
    url,
    server,
    ask: async <T>(path: string) => {
      const response = await fetch(url + path);
      const body: T = JSON.parse(await response.text());
      return { status: response.status, body };
    },
    post,
    flush: async () => {
      const ledger: LedgerAnswer = JSON.parse(await (await post("/api/v1/flush", "")).text());
      return ledger;
    },
    stop: () => server.close(),
    remove: async () => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const TEST_OPTIONS: Omit<ServeOptions, "dataDir"> = {
  listen: { host: "127.0.0.1", port: 0 },
  storeUrl: null,
  configFile: null,
  webRoot: null,
  env: {},
  log: "silent",
};

export const PROTOBUF = { "content-type": "application/x-protobuf" };
export const JSON_TYPE = { "content-type": "application/json" };
