import { readRequest, type RequestFacts } from "@promptprof/anatomy";
import { reportBatched } from "../../call/batched-call.ts";
import { isRecord, textOf } from "../../is-record.ts";
import { currentContext } from "../../call/with-context.ts";
import { neverThrow } from "../../never-throw.ts";
import type { Profiler } from "../../profiler.ts";
import type { CallObserver } from "../call-observer.ts";
import { observeAnswer } from "../plain/observe-answer.ts";
import { newReading, type Reading } from "../reading.ts";
import { replaceMethod, type Method } from "../replace-method.ts";
import { observePromise } from "../stainless/observe-promise.ts";
import { BatchMemory } from "./batch-memory.ts";

/**
 * Makes a call of each result that is read from a message batch. What was asked is known where this process made the
 * batch; when, where the client asked for the batch, as `results` itself does.
 */
export function watchBatches(
  client: object,
  batches: readonly [string, ...string[]],
  profiler: Profiler,
): void {
  const memory = new BatchMemory(profiler.hasher);
  replaceMethod(client, [...batches, "create"], (create) =>
    watched(create, (promise, params) => seeCreated(memory, promise, params)),
  );
  replaceMethod(client, [...batches, "retrieve"], (retrieve) =>
    watched(retrieve, (promise) => seeBatch(promise, (batch) => memory.date(batch.id, batch.createdAt))),
  );
  replaceMethod(client, [...batches, "results"], (results) =>
    watched(results, (promise, batchId) => seeResults(profiler, memory, promise, batchId)),
  );
}

function seeCreated(memory: BatchMemory, promise: unknown, params: unknown): unknown {
  const [requests, context] = [requestsIn(params), currentContext()];
  return seeBatch(promise, ({ id, createdAt }) => {
    memory.date(id, createdAt);
    void memory.remember(id, requests, context);
  });
}

interface Batch {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

function seeBatch(promise: unknown, see: (batch: Batch) => void): unknown {
  const onResult = (batch: unknown): void =>
    neverThrow(() => {
      const id = isRecord(batch) ? textOf(batch["id"]) : null;
      const created = isRecord(batch) ? textOf(batch["created_at"]) : null;
      if (id !== null && created !== null) see({ id, createdAt: Date.parse(created) });
    }, undefined);
  observePromise(promise, reading({ onResult }), IGNORES);
  return promise;
}

function seeResults(profiler: Profiler, memory: BatchMemory, promise: unknown, batchId: unknown): unknown {
  const onItem = (item: unknown): void =>
    neverThrow(() => {
      const customId = isRecord(item) ? textOf(item["custom_id"]) : null;
      if (typeof batchId !== "string" || customId === null || !isRecord(item)) return;
      reportBatched(profiler, {
        batchId,
        customId,
        startTime: memory.dateOf(batchId) ?? Date.now(),
        request: memory.find(batchId, customId),
        result: item["result"],
      });
    }, undefined);
  return observeAnswer(promise, reading({ stream: true, onItem }));
}

/** The method, with what it gives back watched. */
function watched(method: Method, watch: (answer: unknown, first: unknown) => unknown): Method {
  return function (this: unknown, ...args) {
    const answer = Reflect.apply(method, this, args);
    return neverThrow(() => watch(answer, args[0]), answer);
  };
}

function requestsIn(params: unknown): readonly (readonly [string, RequestFacts])[] {
  const requests = isRecord(params) && Array.isArray(params["requests"]) ? params["requests"] : [];
  return requests.flatMap((request: unknown) => {
    const customId = isRecord(request) ? textOf(request["custom_id"]) : null;
    if (customId === null || !isRecord(request)) return [];
    return [[customId, readRequest("anthropic-messages", request["params"])] as const];
  });
}

/** Open calls are counted from 1: a batch is none. */
const NO_CALL = 0;
const IGNORES = (): void => {};
const DEAF: CallObserver = {
  stream: false,
  onAttempt: IGNORES,
  onAttemptEnd: IGNORES,
  onResponse: IGNORES,
  onResult: IGNORES,
  onStream: IGNORES,
  onItem: IGNORES,
  onStreamEnd: IGNORES,
  onError: IGNORES,
  onRawTaken: IGNORES,
};

function reading(observer: Partial<CallObserver>): Reading {
  return newReading({ ...DEAF, ...observer }, { callId: NO_CALL });
}
