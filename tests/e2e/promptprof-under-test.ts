import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "@promptprof/server";
import type { CallsAnswer, CallRow, LedgerAnswer } from "@promptprof/server/contract";

export interface PromptprofUnderTest {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  flush(): Promise<LedgerAnswer>;
  /** All stored calls of a range, newest first, over as many pages as there are. */
  calls(question: string): Promise<CallRow[]>;
  stop(): Promise<void>;
}

/** A real server with an empty store in a folder of its own, on a free port. */
export async function startPromptprof(
  options: {
    readonly config?: string;
    readonly webRoot?: string;
    readonly storeUrl?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<PromptprofUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "promptprof-"));
  const configFile = options.config === undefined ? null : join(folder, "promptprof.yaml");
  if (configFile !== null) await writeFile(configFile, options.config ?? "");
  const server = await startServer({
    dataDir: join(folder, "data"),
    listen: { host: "127.0.0.1", port: 0 },
    storeUrl: options.storeUrl ?? null,
    configFile,
    webRoot: options.webRoot ?? null,
    env: options.env ?? {},
    log: "silent",
  });
  const url = server.url ?? "";
  const get = <T>(path: string): Promise<T> => fetch(`${url}${path}`).then(answer<T>);
  return {
    url,
    get,
    flush: () => fetch(`${url}/api/v1/flush`, { method: "POST" }).then(answer<LedgerAnswer>),
    calls: (question) => allPages(question, get),
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function allPages(question: string, get: <T>(path: string) => Promise<T>): Promise<CallRow[]> {
  const rows: CallRow[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: CallsAnswer = await get<CallsAnswer>(`/api/v1/calls?limit=1000&${question}${next}`);
    rows.push(...page.calls);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}
