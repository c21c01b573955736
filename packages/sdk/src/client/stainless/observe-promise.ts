import { endWhenUnread } from "../../call/open-calls.ts";
import { isRecord } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import type { AnswerHead } from "../call-observer.ts";
import { observeStream } from "../observe-stream.ts";
import type { Reading } from "../reading.ts";

/**
 * The parts of APIPromise that all else of it is made from, in openai 6.x and 7.x and @anthropic-ai/sdk 0.x and 1.x. `then`, `catch`
 * and `finally` read the answer by `parseResponse`, once, and wait for `responsePromise`, as `asResponse` does.
 * Helpers take the promise further by `_thenUnwrap`: in 6.x a method that does the same, in 7.x an own function
 * that starts over from what the promise was made with.
 */
interface ApiPromise {
  responsePromise: Promise<unknown>;
  parseResponse: (client: unknown, props: unknown) => Promise<unknown>;
  readonly parsedPromise?: unknown;
  readonly asResponse: () => Promise<unknown>;
  _thenUnwrap: (transform: Transform) => unknown;
}

type Transform = (result: unknown, props: unknown) => unknown;

/** Where the raw response is in its way to a caller who asked for it. */
interface RawWish {
  answered: boolean;
  wanted: boolean;
}

/**
 * Watches what comes of a call. The promise stays the same object of the same class; it is as lazy as before, and
 * an error that nobody handles stays unhandled. Returns false, with nothing changed, for another kind of promise.
 *
 * @param onRawWanted the caller wants to read the raw response by itself: what we added to the request must go
 */
export function observePromise(promise: unknown, reading: Reading, onRawWanted: () => void): boolean {
  if (!isApiPromise(promise)) return false;
  const raw: RawWish = { answered: false, wanted: false };
  watchResponse(promise, reading, raw);
  watchParse(promise, reading);
  watchRaw(promise, reading, raw, onRawWanted);
  if (Object.hasOwn(promise, "_thenUnwrap")) watchThenUnwrap(promise, reading);
  return true;
}

function isApiPromise(promise: unknown): promise is ApiPromise {
  return (
    isRecord(promise) &&
    promise["responsePromise"] instanceof Promise &&
    typeof promise["parseResponse"] === "function" &&
    typeof promise["_thenUnwrap"] === "function" &&
    typeof promise["asResponse"] === "function"
  );
}

function watchResponse(promise: ApiPromise, reading: Reading, raw: RawWish): void {
  const { observer } = reading;
  promise.responsePromise = promise.responsePromise.then(
    (props) => {
      raw.answered = true;
      observer.onResponse(headOf(props));
      if (raw.wanted) observer.onRawTaken();
      else if (promise.parsedPromise === undefined && !reading.begun) endWhenUnread(reading.token);
      return props;
    },
    (error: unknown) => {
      observer.onError(error);
      throw error;
    },
  );
}

function watchParse(promise: ApiPromise, reading: Reading): void {
  const { parseResponse } = promise;
  promise.parseResponse = function (this: unknown, client, props): Promise<unknown> {
    reading.begun = true;
    return Reflect.apply(parseResponse, this, [client, props]).then(
      (result) => {
        see(result, reading);
        return result;
      },
      (error: unknown) => {
        reading.observer.onError(error);
        throw error;
      },
    );
  };
}

function see(result: unknown, reading: Reading): void {
  if (reading.seen) return;
  reading.seen = true;
  const watched = reading.observer.stream && neverThrow(() => observeStream(result, reading), false);
  if (!watched) reading.observer.onResult(result);
}

/** The result is seen before it is transformed: what a helper throws over it is no failure of the call. */
function watchThenUnwrap(promise: ApiPromise, reading: Reading): void {
  const { _thenUnwrap: thenUnwrap } = promise;
  promise._thenUnwrap = (transform) => {
    reading.begun = true;
    const next = thenUnwrap((result, props) => {
      see(result, reading);
      return transform(result, props);
    });
    observePromise(next, reading, () => {});
    // The new promise starts over, so an error is for whoever holds it: ours must not count as unhandled beside it.
    promise.responsePromise.catch(() => {});
    return next;
  };
}

/** `withResponse` also asks for the raw response, but only after it has begun to parse. */
function watchRaw(promise: ApiPromise, reading: Reading, raw: RawWish, onRawWanted: () => void): void {
  const { asResponse } = promise;
  const value = function (this: unknown): Promise<unknown> {
    if (promise.parsedPromise === undefined && !reading.begun) {
      raw.wanted = true;
      onRawWanted();
      if (raw.answered) reading.observer.onRawTaken();
    }
    return Reflect.apply(asResponse, this, []);
  };
  Object.defineProperty(promise, "asResponse", { value, configurable: true, writable: true });
}

/** A host may give the client a `fetch` whose answers are of a class of its own. */
function headOf(props: unknown): AnswerHead {
  const response = isRecord(props) ? props["response"] : null;
  if (!isRecord(response)) return { httpStatus: null, header: null };
  const { status, headers } = response;
  return {
    httpStatus: typeof status === "number" ? status : null,
    header: headers instanceof Headers ? (name) => headers.get(name) : null,
  };
}
