import { once } from "node:events";
import type { Io } from "./io.ts";
import { terminalOf } from "./terminal.ts";

const INTERRUPTED = 130;
/** Ctrl-C reaches a process twice when its parent passes the terminal's signal on, milliseconds apart: one wish. */
const SAME_WISH_MS = 500;

/** The process's own streams, clock, keyboard and signals. */
export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  // `promptprof top | head -3`: the reader has seen enough, which is no failure.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  return {
    write: (text) => void stdout.write(text),
    writeBytes: async (bytes) => {
      if (!stdout.write(bytes)) await once(stdout, "drain");
    },
    talk: (text) => void stderr.write(text),
    get terminal() {
      // Asked anew each time, since a window may change its size.
      return terminalOf(stdout, env);
    },
    environment: env,
    now: () => Date.now(),
    onStop,
    onKey: stdin.isTTY ? onKey : null,
  };
}

/** The first signal asks to stop; the second one ends the process at once. */
function onStop(listener: () => void): () => void {
  let askedAt: number | null = null;
  const stop = (): void => {
    if (askedAt === null) {
      askedAt = Date.now();
      listener();
    } else if (Date.now() - askedAt > SAME_WISH_MS) process.exit(INTERRUPTED);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return () => void process.off("SIGINT", stop).off("SIGTERM", stop);
}

function onKey(listener: (key: string) => void): () => void {
  const { stdin } = process;
  const heard = (data: Buffer): void => listener(data.toString("utf8"));
  stdin.setRawMode(true).on("data", heard).resume();
  return () => void stdin.off("data", heard).setRawMode(false).pause();
}
