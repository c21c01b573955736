import type { Terminal } from "./terminal.ts";

/** The world as a command sees it: the real one in `process-io.ts`, a recording one in tests. */
export interface Io {
  /** Data, for stdout. */
  readonly write: (text: string) => void;
  /** Bytes of data, for stdout; resolves when more may come. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
  /** Talk, for stderr. */
  readonly talk: (text: string) => void;
  /** Of stdout. */
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Calls back when the process is asked to stop (SIGINT, SIGTERM); the answer takes the wish back. */
  readonly onStop: (listener: () => void) => () => void;
  /** Calls back at each key press; the answer stops listening. null where there is no keyboard. */
  readonly onKey: ((listener: (key: string) => void) => () => void) | null;
}
