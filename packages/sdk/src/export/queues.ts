import { PROMPTPROF } from "@promptprof/model/words";
import { settingsOf, type Settings } from "../profile-options.ts";
import { encodeScore, type Score } from "../scores/encode-score.ts";
import { CALL_DROPS } from "./client-drops.ts";
import { encodeRequest } from "./encode-request.ts";
import { encodeSpan } from "./encode-span.ts";
import { ExportQueue, type LossCount } from "./export-queue.ts";
import type { FinishedCall } from "./finished-call.ts";
import { otlpTarget, type OtlpTarget } from "./otlp-target.ts";
import { postOtlp } from "./post-otlp.ts";

/** What leaves for one place, from one resource. */
export interface Queues {
  readonly calls: ExportQueue<FinishedCall>;
  readonly scores: ExportQueue<Score>;
}

/** Many clients of a program share the queues of a place. */
const queues = new Map<string, Queues>();
/** A program that ends by itself waits so long at most for the last profiles to leave. */
const LAST_CHANCE_MS = 1000;

export function queuesFor(settings: Settings): Queues {
  const target = otlpTarget(settings, process.env);
  const key = JSON.stringify(target);
  const known = queues.get(key) ?? newQueues(target);
  if (queues.size === 0) process.once("beforeExit", () => void flushQueues(LAST_CHANCE_MS));
  // The newest place is the last: it is where a score goes that says nothing of its call's place.
  queues.delete(key);
  queues.set(key, known);
  return known;
}

/** Where the newest client sends to; without any, where the environment says. */
export function newestQueues(): Queues {
  return [...queues.values()].at(-1) ?? queuesFor(settingsOf({}, process.env));
}

/** Nobody reports lost scores: a warning tells of them, and `flush()`. */
const SCORE_LOSSES: LossCount = { add: () => {}, take: () => 0 };

function newQueues(target: OtlpTarget): Queues {
  return {
    calls: new ExportQueue({
      name: "profiles",
      encode: (writer, call, reports) => {
        if (reports > 0) call.attributes.set(PROMPTPROF.clientDrops, reports);
        encodeSpan(writer, call);
      },
      send: (spans) => postOtlp(target.tracesUrl, encodeRequest(target.resource, spans), target),
      losses: CALL_DROPS,
    }),
    scores: new ExportQueue({
      name: "scores",
      encode: encodeScore,
      send: (records) => postOtlp(target.logsUrl, encodeRequest(target.resource, records), target),
      losses: SCORE_LOSSES,
    }),
  };
}

function all(): readonly { readonly flush: (timeoutMs: number) => Promise<boolean> }[] {
  return [...queues.values()].flatMap(({ calls, scores }) => [calls, scores]);
}

/** Sends what is waiting; whether all of it arrived within `timeoutMs`. Goes on trying after that. */
export async function flushQueues(timeoutMs: number): Promise<boolean> {
  const flushed = await Promise.all(all().map((queue) => queue.flush(timeoutMs)));
  return flushed.every(Boolean);
}

export function waitingCalls(): number {
  return [...queues.values()].reduce((sum, { calls }) => sum + calls.waiting, 0);
}

/** Forgets the queues; a client that is profiled after this gets new ones. */
export function closeQueues(): void {
  for (const { calls, scores } of queues.values()) {
    calls.close();
    scores.close();
  }
  queues.clear();
}
