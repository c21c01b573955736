import { spawn, type ChildProcess } from "node:child_process";

export interface LimitedCommand {
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  /** All that the process sees of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Wall time in ms; processor time is limited to the same, in whole seconds. */
  readonly timeoutMs: number;
  /** Of one process, in MiB: its private writable memory, by the kernel. */
  readonly memoryMb: number;
  /** Of stdout and stderr together, in bytes; of any one file too. */
  readonly outputBytes: number;
  readonly signal: AbortSignal;
}

export type LimitedRun =
  | { readonly kind: "exited"; readonly code: number; readonly output: string }
  /** By a signal of its own, which running out of memory gives too. */
  | { readonly kind: "crashed"; readonly by: string; readonly output: string }
  | { readonly kind: "killed"; readonly why: "time" | "output" | "cancelled" }
  | { readonly kind: "not started"; readonly reason: string };

/** What is waited for after the end, in ms, where a process that left the group still holds the pipes. */
const PIPES_MS = 200;

/** The shell lays the limits down and becomes the program: Node has no call for them. */
const LIMITS = 'ulimit -d "$1" && ulimit -f "$2" && ulimit -t "$3" && shift 3 && exec "$@"';

/**
 * Runs a command in a process group of its own, with limits, and ends the whole group with it. Never rejects.
 *
 * It is no sandbox: the code can read what this user can read, and open connections. Run what nobody has looked at in a
 * container.
 */
export function runLimited(limited: LimitedCommand): Promise<LimitedRun> {
  if (process.platform === "win32")
    return Promise.resolve({ kind: "not started", reason: "code runs on Linux and macOS alone" });
  if (limited.signal.aborted) return Promise.resolve({ kind: "killed", why: "cancelled" });
  return new Promise((resolve) => watch(startOf(limited), limited, resolve));
}

function startOf({ command, folder, env, timeoutMs, memoryMb, outputBytes }: LimitedCommand): ChildProcess {
  // ulimit counts memory in KiB, files in blocks of 512 bytes, processor time in seconds.
  const limits = [memoryMb * 1024, Math.ceil(outputBytes / 512), Math.ceil(timeoutMs / 1000) + 1];
  return spawn("/bin/sh", ["-c", LIMITS, "sh", ...limits.map(String), ...command], {
    cwd: folder,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function watch(child: ChildProcess, limited: LimitedCommand, resolve: (run: LimitedRun) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let killed: "time" | "output" | "cancelled" | null = null;
  const kill = (why: "time" | "output" | "cancelled"): void => {
    killed ??= why;
    killGroup(child);
  };
  const timer = setTimeout(kill, limited.timeoutMs, "time");
  const cancel = (): void => kill("cancelled");
  limited.signal.addEventListener("abort", cancel, { once: true });
  for (const pipe of [child.stdout, child.stderr])
    pipe?.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limited.outputBytes) kill("output");
      else chunks.push(chunk);
    });
  const end = (run: LimitedRun): void => {
    clearTimeout(timer);
    limited.signal.removeEventListener("abort", cancel);
    resolve(killed === null ? run : { kind: "killed", why: killed });
  };
  child.once("error", ({ message }) => end({ kind: "not started", reason: message }));
  child.once("exit", () => {
    killGroup(child);
    setTimeout(() => closePipes(child), PIPES_MS).unref();
  });
  child.once("close", (code, signal) => end(endOf(code, signal, Buffer.concat(chunks).toString())));
}

function endOf(code: number | null, signal: NodeJS.Signals | null, output: string): LimitedRun {
  if (code === null) return { kind: "crashed", by: signal ?? "an unknown signal", output };
  return { kind: "exited", code, output };
}

/** What the program started and left behind goes with it. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}

function closePipes(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}
