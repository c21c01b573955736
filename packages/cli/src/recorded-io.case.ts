import { run } from "./run.ts";
import type { Io } from "./terminal/io.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What a command wrote and answered. */
export interface Recorded {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Recording extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** As if the process had got a signal. */
  readonly stop: () => void;
  readonly press: (key: string) => void;
  /** Resolves once stdout holds the text. */
  readonly written: (text: string) => Promise<void>;
}

const PLAIN: Terminal = { columns: 120, colour: false, unicode: true, interactive: false };

/** An Io that remembers what is written, with a clock that stands still unless one is given. */
export function recordingIo(
  given: Partial<Pick<Io, "now" | "environment">> & { readonly terminal?: Partial<Terminal> } = {},
): Recording {
  const out: string[] = [];
  const err: string[] = [];
  const stops = new Set<() => void>();
  const keys = new Set<(key: string) => void>();
  const waiting = new Set<() => void>();
  const stdout = (): string => out.join("");
  return {
    write: (text) => {
      out.push(text);
      for (const check of waiting) check();
    },
    writeBytes: async (bytes) => void out.push(Buffer.from(bytes).toString("latin1")),
    talk: (text) => void err.push(text),
    terminal: { ...PLAIN, ...given.terminal },
    environment: given.environment ?? {},
    now: given.now ?? Date.now,
    onStop: (listener) => listenTo(stops, listener),
    onKey: (listener) => listenTo(keys, listener),
    stdout,
    stderr: () => err.join(""),
    stop: () => stops.forEach((listener) => listener()),
    press: (key) => keys.forEach((listener) => listener(key)),
    written: (text) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!stdout().includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

function listenTo<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Runs the whole command in this process. */
export async function recorded(argv: readonly string[], io: Recording = recordingIo()): Promise<Recorded> {
  const code = await run(argv, io);
  return { code, stdout: io.stdout(), stderr: io.stderr() };
}
