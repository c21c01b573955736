import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const SERVER = join(import.meta.dirname, "../../packages/server");
const CHILD = join(SERVER, "testing/serve-child.mjs");
const COMPILER = join(import.meta.dirname, "../../node_modules/typescript-7/bin/tsc");
/** Calls settle at once, so that every kill falls among journal writes, inserts, ledger additions and removals. */
const AT_ONCE = { PROMPTPROF_SETTLE_QUIET_MS: "0", PROMPTPROF_SETTLE_HOLD_MS: "0" };

/** Node 20 runs no TypeScript, so the process runs what is built; built here, so that it is never an old one. */
export function buildServer(): void {
  spawnSync(process.execPath, [COMPILER, "-b", SERVER], { stdio: "inherit" });
}

export interface ServerOptions {
  readonly dataDir: string;
  readonly storeUrl?: string;
  readonly configFile?: string;
  /** A module that is loaded before the server. */
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A server in a process of its own, which can be killed and started again under the same name. */
export class ServerProcess {
  readonly #options: ServerOptions;
  #child: ChildProcess | null = null;
  #errors = "";
  /** Where it listens; null while it does not. */
  url: string | null = null;
  /** Milliseconds that its last start took. */
  startMs = 0;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** What the process has written to its standard error since it was started: its log. */
  get errors(): string {
    return this.#errors;
  }

  /** Resolves once it listens. @throws Error when it ends before, with what it said */
  async start(config?: { configFile: string }): Promise<string> {
    const started = performance.now();
    const child = this.#spawn(config?.configFile ?? this.#options.configFile);
    if (child.stdout === null) throw new Error("no output");
    for await (const line of createInterface(child.stdout)) {
      this.startMs = performance.now() - started;
      this.url = line;
      return line;
    }
    throw new Error(this.#errors.trim());
  }

  /** Resolves when the process is gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.url = null;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  #spawn(configFile: string | undefined): ChildProcess {
    const { dataDir, storeUrl, preload, env } = this.#options;
    const load = preload === undefined ? [] : ["--import", preload];
    const child = spawn(
      process.execPath,
      [...load, CHILD, dataDir, ...(storeUrl === undefined ? [] : [storeUrl])],
      {
        env: {
          ...process.env,
          ...AT_ONCE,
          CRASH_LOG: "json",
          ...(configFile === undefined ? {} : { CRASH_CONFIG: configFile }),
          ...env,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#errors = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
    this.#child = child;
    return child;
  }
}
