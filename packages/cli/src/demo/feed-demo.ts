import type { LedgerAnswer, PromptsAnswer } from "@promptprof/server/contract";
import type { Call } from "@promptprof/model";
import { ask, tell } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { deliver } from "../otlp-delivery/deliver.ts";
import { inParallel } from "../otlp-delivery/in-parallel.ts";
import { DEMO_PROJECT } from "./demo-call.ts";
import { demoHistory, demoWindow } from "./history.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const TICK_MS = 1000;
const CALLS_PER_REQUEST = 1000;
const REQUESTS_AT_ONCE = 4;

export interface DemoFeed {
  readonly connection: Connection;
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  /** Waits so many ms, or less when the feed is stopped. */
  readonly pause: (ms: number) => Promise<void>;
  readonly stopped: AbortSignal;
}

/**
 * Sends the demo's past: a week, or what is missing since an earlier demo on the same data. The last day comes first
 * and is committed before the rest follows, because that is what a page shows when it is opened.
 *
 * @returns calls sent
 */
export async function backfill(feed: DemoFeed, start: number): Promise<number> {
  const from = Math.max(start - WEEK_MS, await lastDemoCall(feed, start));
  const yesterday = Math.max(from, start - DAY_MS);
  const lastDay = await send(feed, demoHistory(feed.seed, yesterday, start, start));
  if (!feed.stopped.aborted) await tell<LedgerAnswer>(feed.connection, "/api/v1/flush");
  return lastDay + (await send(feed, demoHistory(feed.seed, from, yesterday, start)));
}

async function send(feed: DemoFeed, windows: Iterable<Call[]>): Promise<number> {
  let calls = 0;
  await inParallel(chunks(feed, windows), REQUESTS_AT_ONCE, async (chunk) => {
    await deliver(feed.connection, chunk, feed.pause);
    calls += chunk.length;
  });
  return calls;
}

/** Sends each second the calls that ended in it, until stopped. */
export async function feedLive(feed: DemoFeed, start: number): Promise<void> {
  for (let from = start; !feed.stopped.aborted;) {
    await feed.pause(TICK_MS);
    const to = feed.now();
    const calls = demoWindow(feed.seed, from, to, start);
    if (calls.length > 0 && !feed.stopped.aborted) await deliver(feed.connection, calls, feed.pause);
    from = to;
  }
}

async function lastDemoCall({ connection }: DemoFeed, start: number): Promise<number> {
  const question = { project: DEMO_PROJECT, from: start - WEEK_MS, to: start };
  const { prompts } = await ask<PromptsAnswer>(connection, "/api/v1/prompts", question);
  return Math.max(0, ...prompts.map((row) => Date.parse(row.lastSeen)));
}

/** Windows hold from a few to some hundred calls; requests hold about a thousand. */
async function* chunks({ stopped }: DemoFeed, windows: Iterable<Call[]>): AsyncGenerator<Call[]> {
  let chunk: Call[] = [];
  for (const window of windows) {
    if (stopped.aborted) return;
    chunk.push(...window);
    if (chunk.length < CALLS_PER_REQUEST) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
