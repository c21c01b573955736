import { setTimeout as sleep } from "node:timers/promises";
import type { ServeOptions } from "@promptprof/server";
import { LocalConnection } from "../connection/local-connection.ts";
import { start } from "../connection/start.ts";
import { backfill, feedLive, type DemoFeed } from "../demo/feed-demo.ts";
import { formatDuration } from "@promptprof/model/format";
import { formatCount } from "@promptprof/model/format";
import type { Io } from "../terminal/io.ts";

/** Any number will do; the same one makes demos alike. */
const DEMO_SEED = 20_261_124;

const FEED_ENDS_MS = 500;

export interface Serving {
  readonly options: ServeOptions;
  readonly demo: boolean;
  /** Said on stderr once traffic can come. */
  readonly hints: (url: string) => readonly string[];
}

/**
 * Runs promptprof until the process is asked to stop, then finishes what is under way. Prints one line on stdout when
 * traffic can come: whoever started it waits for that line.
 */
export async function serve({ options, demo, hints }: Serving, io: Io): Promise<void> {
  const stopping = new AbortController();
  const forget = io.onStop(() => stopping.abort());
  try {
    const server = await start(options);
    const url = server.url ?? "";
    io.write(`promptprof ready on ${url}\n`);
    for (const hint of hints(url)) io.talk(`${hint}\n`);
    const connection = new LocalConnection(server, url);
    const feeding = demo ? feedDemo(feedOf(connection, stopping.signal, io), io) : Promise.resolve();
    await stopped(stopping.signal);
    // What is on its way may arrive; the stop as a whole may take 5 s, and the server has the rest of them.
    await Promise.race([feeding, sleep(FEED_ENDS_MS)]);
    await server.close();
  } finally {
    forget();
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function feedOf(connection: LocalConnection, stopped: AbortSignal, io: Io): DemoFeed {
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopped }).catch(() => {});
  return { connection, seed: DEMO_SEED, now: io.now, pause, stopped };
}

/** Trouble with the demo's traffic is told and does not stop the server. */
async function feedDemo(feed: DemoFeed, io: Io): Promise<void> {
  const began = io.now();
  try {
    const calls = await backfill(feed, began);
    const took = formatDuration(io.now() - began);
    if (!feed.stopped.aborted)
      io.talk(`demo: ${formatCount(calls)} calls of the last week in ${took}; now live\n`);
    await feedLive(feed, began);
  } catch (error) {
    if (feed.stopped.aborted) return;
    io.talk(`demo: no more traffic: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
