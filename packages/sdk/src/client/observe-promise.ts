import { isRecord } from "../is-record.ts";
import type { Observer } from "./observer.ts";
import { whenUnread } from "./when-unread.ts";

/**
 * The parts of the openai package's APIPromise that all else of it is made from: `then`, `catch`, `finally`,
 * `withResponse` and the `parse` helpers read the answer by `parseResponse`, once, and all of them and `asResponse`
 * wait for `responsePromise`. They are plain own fields, the same in 6.x and 7.x.
 */
interface ApiPromise {
  responsePromise: Promise<unknown>;
  parseResponse: (client: unknown, props: unknown) => Promise<unknown>;
  readonly parsedPromise?: unknown;
  readonly asResponse: () => Promise<unknown>;
}

/** Must not refer to the promise: it is what a finalizer holds. */
interface Watch {
  readonly observer: Observer;
  answered: boolean;
  parsed: boolean;
  raw: boolean;
}

/**
 * Watches what comes of a call. The promise stays the same object of the same class; it is as lazy as before, and
 * an error that nobody handles stays unhandled. Returns false, with nothing changed, for another kind of promise.
 */
export function observePromise(promise: unknown, observer: Observer): boolean {
  if (!isApiPromise(promise)) return false;
  const watch: Watch = { observer, answered: false, parsed: false, raw: false };
  promise.responsePromise = watchResponse(promise.responsePromise, watch);
  watchParse(promise, watch);
  watchRaw(promise, watch);
  whenUnread(promise, () => {
    if (!watch.parsed) observer.onUnread();
  });
  return true;
}

/** The promise of the answer's head, of any call of this client. */
export function responseOf(promise: unknown): Promise<unknown> | null {
  return isApiPromise(promise) ? promise.responsePromise : null;
}

function isApiPromise(promise: unknown): promise is ApiPromise {
  return (
    isRecord(promise) &&
    promise["responsePromise"] instanceof Promise &&
    typeof promise["parseResponse"] === "function" &&
    typeof promise["asResponse"] === "function"
  );
}

function watchResponse(response: Promise<unknown>, watch: Watch): Promise<unknown> {
  return response.then(
    (props) => {
      watch.answered = true;
      watch.observer.onResponse(statusOf(props));
      if (watch.raw) watch.observer.onRawTaken();
      return props;
    },
    (error: unknown) => {
      const again = watch.observer.retry(error);
      if (again !== null) return watchResponse(again, watch);
      watch.observer.onError(error);
      throw error;
    },
  );
}

function watchParse(promise: ApiPromise, watch: Watch): void {
  const { parseResponse } = promise;
  promise.parseResponse = function (this: unknown, ...props): Promise<unknown> {
    watch.parsed = true;
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

/** `withResponse` also asks for the raw response, but only after it has begun to parse. */
function watchRaw(promise: ApiPromise, watch: Watch): void {
  const { asResponse } = promise;
  const value = function (this: unknown): Promise<unknown> {
    if (promise.parsedPromise === undefined && !watch.parsed) {
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
