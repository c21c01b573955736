import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ServedCall } from "./served-call.ts";

export interface TinyModelApart {
  readonly url: string;
  readonly log: () => Promise<readonly ServedCall[]>;
  readonly close: () => Promise<void>;
}

/** The tiny model in a process of its own, for tests that compare clocks. */
export async function startTinyModelApart(): Promise<TinyModelApart> {
  const child = fork(join(import.meta.dirname, "serve.mjs"));
  const url = String(await nextMessage(child));
  return {
    url,
    log: async () => {
      const log = nextMessage(child);
      child.send("log");
      return (await log) as readonly ServedCall[];
    },
    close: async () => {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const gone = once(child, "exit", { signal: over.signal }).then(() => {
    throw new Error("the tiny model's process ended");
  });
  try {
    const [message] = (await Promise.race([once(child, "message"), gone])) as [unknown];
    return message;
  } finally {
    over.abort();
    gone.catch(() => null);
  }
}
