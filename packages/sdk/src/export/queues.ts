import type { Settings } from "../profile-options.ts";
import { createOtlpSender } from "./otlp-sender.ts";
import { SpanQueue } from "./span-queue.ts";

/** One queue for each place and resource that spans go to: many clients of a program share it. */
const queues = new Map<string, SpanQueue>();
/** A program that ends by itself waits so long at most for the last profiles to leave. */
const LAST_CHANCE_MS = 1000;

export function queueFor(settings: Settings): SpanQueue {
  const key = JSON.stringify([settings.endpoint, settings.service, settings.environment]);
  const known = queues.get(key);
  if (known !== undefined) return known;
  if (queues.size === 0) process.once("beforeExit", () => void flushQueues(LAST_CHANCE_MS));
  const queue = new SpanQueue(createOtlpSender(settings));
  queues.set(key, queue);
  return queue;
}

/** Sends what is waiting; gives up waiting after `timeoutMs`, but not sending. */
export async function flushQueues(timeoutMs: number): Promise<void> {
  const all = Promise.all([...queues.values()].map((queue) => queue.flush()));
  await Promise.race([all, after(timeoutMs)]);
}

function after(timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, timeoutMs).unref();
  });
}

/** Forgets the queues; a client that is profiled after this gets a new one. */
export function closeQueues(): void {
  for (const queue of queues.values()) queue.close();
  queues.clear();
}
