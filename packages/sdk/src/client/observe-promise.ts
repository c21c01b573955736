import { isRecord } from "../is-record.ts";
import type { Observer } from "./observer.ts";
import { whenUnread } from "./when-unread.ts";

/**
 * The parts of the openai package's APIPromise that all else of it is made from, as of 6.x and 7.x. `then`, `catch`
 * and `finally` read the answer by `parseResponse`, once, and wait for `responsePromise`, as `asResponse` does.
 * Helpers take the promise further by `_thenUnwrap`: in 6.x a method that does the same, in 7.x an own function
 * that starts over from what it was made with.
 */
interface ApiPromise {
  readonly responsePromise: Promise<unknown>;
  parseResponse: (client: unknown, props: unknown) => Promise<unknown>;
  readonly parsedPromise?: unknown;
  readonly asResponse: () => Promise<unknown>;
  _thenUnwrap: (transform: Transform) => unknown;
}

type Transform = (result: unknown, props: unknown) => unknown;

/** Must not refer to the promise: it is what a finalizer holds. */
interface Watch {
  readonly observer: Observer;
  answered: boolean;
  /** Somebody reads the answer, by this promise or by one that was made from it. */
  read: boolean;
  raw: boolean;
}

/**
 * Watches what comes of a call. The promise stays the same object of the same class; it is as lazy as before, and
 * an error that nobody handles stays unhandled. Returns false, with nothing changed, for another kind of promise.
 */
export function observePromise(promise: unknown, observer: Observer): boolean {
  if (!isApiPromise(promise)) return false;
  const watch: Watch = { observer, answered: false, read: false, raw: false };
  watchResponse(promise, watch);
  watchParse(promise, watch);
  watchRaw(promise, watch);
  if (Object.hasOwn(promise, "_thenUnwrap")) watchThenUnwrap(promise, watch);
  whenUnread(promise, () => {
    if (!watch.read) observer.onUnread();
  });
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

/**
 * Made when it is first asked for: a chained promise that nobody waits for would turn a failed call, whose error the
 * caller handles elsewhere, into an unhandled rejection.
 */
function watchResponse(promise: ApiPromise, watch: Watch): void {
  const { responsePromise } = promise;
  let watched: Promise<unknown> | undefined;
  const get = (): Promise<unknown> => (watched ??= watchedResponse(responsePromise, watch));
  Object.defineProperty(promise, "responsePromise", { get, configurable: true, enumerable: true });
}

function watchedResponse(response: Promise<unknown>, watch: Watch): Promise<unknown> {
  return response.then(
    (props) => {
      watch.answered = true;
      watch.observer.onResponse(statusOf(props));
      if (watch.raw) watch.observer.onRawTaken();
      return props;
    },
    (error: unknown) => {
      watch.observer.onError(error);
      throw error;
    },
  );
}

function watchParse(promise: ApiPromise, watch: Watch): void {
  const { parseResponse } = promise;
  promise.parseResponse = function (this: unknown, ...props): Promise<unknown> {
    watch.read = true;
    return Reflect.apply(parseResponse, this, props).then(
      (result) => {
        watch.observer.onResult(result);
        return result;
      },
      (error: unknown) => {
        watch.observer.onError(error);
        throw error;
      },
    );
  };
}

/** The result is seen before it is transformed: what a helper throws over it is no failure of the call. */
function watchThenUnwrap(promise: ApiPromise, watch: Watch): void {
  const { _thenUnwrap: thenUnwrap } = promise;
  promise._thenUnwrap = (transform) => {
    watch.read = true;
    const next = thenUnwrap((result, props) => {
      watch.observer.onResult(result);
      return transform(result, props);
    });
    observePromise(next, watch.observer);
    return next;
  };
}

/** `withResponse` also asks for the raw response, but only after it has begun to parse. */
function watchRaw(promise: ApiPromise, watch: Watch): void {
  const { asResponse } = promise;
  const value = function (this: unknown): Promise<unknown> {
    if (promise.parsedPromise === undefined && !watch.read) {
      watch.raw = true;
      watch.observer.onRawWanted();
      if (watch.answered) watch.observer.onRawTaken();
    }
    return Reflect.apply(asResponse, this, []);
  };
  Object.defineProperty(promise, "asResponse", { value, configurable: true, writable: true });
}

function statusOf(props: unknown): number | null {
  const response = isRecord(props) ? props["response"] : null;
  return isRecord(response) && typeof response["status"] === "number" ? response["status"] : null;
}
