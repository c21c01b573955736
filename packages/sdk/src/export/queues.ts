import type { Settings } from "../profile-options.ts";
import { encodeRequest } from "./encode-request.ts";
import { otlpTarget } from "./otlp-target.ts";
import { postOtlp } from "./post-otlp.ts";
import { SpanQueue } from "./span-queue.ts";

/** One queue for each place and resource that spans go to: many clients of a program share it. */
const queues = new Map<string, SpanQueue>();
/** A program that ends by itself waits so long at most for the last profiles to leave. */
const LAST_CHANCE_MS = 1000;

export function queueFor(settings: Settings): SpanQueue {
  const target = otlpTarget(settings, process.env);
  const key = JSON.stringify(target);
  const known = queues.get(key);
  if (known !== undefined) return known;
  if (queues.size === 0) process.once("beforeExit", () => void flushQueues(LAST_CHANCE_MS));
  const queue = new SpanQueue((spans) =>
    postOtlp(target.tracesUrl, encodeRequest(target.resource, spans), target),
  );
  queues.set(key, queue);
  return queue;
}

/** Sends what is waiting; whether all of it arrived within `timeoutMs`. Goes on trying after that. */
export async function flushQueues(timeoutMs: number): Promise<boolean> {
  const flushed = await Promise.all([...queues.values()].map((queue) => queue.flush(timeoutMs)));
  return flushed.every(Boolean);
}

export function waitingCalls(): number {
  return [...queues.values()].reduce((sum, { waiting }) => sum + waiting, 0);
}

/** Forgets the queues; a client that is profiled after this gets a new one. */
export function closeQueues(): void {
  for (const queue of queues.values()) queue.close();
  queues.clear();
}
