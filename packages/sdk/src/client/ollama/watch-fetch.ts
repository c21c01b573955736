import { isRecord } from "../../is-record.ts";
import type { CallObserver } from "../call-observer.ts";
import { headOf } from "../head-of.ts";
import { observeAttempt } from "../observe-attempt.ts";
import type { Invoke } from "../plain/wrap-plain-method.ts";
import { isMethod, replaceMethod, type Method } from "../replace-method.ts";

/** The call whose method runs at this moment: the client asks its `fetch` before it awaits anything. */
let running: CallObserver | null = null;
/** The calls of requests on their way; pictures are read before the request is made. */
const calls = new WeakMap<object, CallObserver>();

/** Watches the client's own `fetch`, which is all that it sends requests by, once a call. */
export function watchFetch(client: object): void {
  replaceMethod(
    client,
    ["processStreamableRequest"],
    (method) =>
      function (...args) {
        const call = isRecord(args[1]) ? calls.get(args[1]) : undefined;
        return during(call ?? running, () => Reflect.apply(method, this, args));
      },
  );
  if ("fetch" in client && isMethod(client.fetch)) client.fetch = watched(client.fetch);
}

/** Runs a method of a client whose `fetch` is watched. */
export const tellingFetch: Invoke = (method, self, args, observer) => {
  if (isRecord(args[0])) calls.set(args[0], observer);
  return during(observer, () => Reflect.apply(method, self, args));
};

function watched(fetch: Method): Method {
  return function (...args) {
    const observer = running;
    const request = (): unknown => Reflect.apply(fetch, this, args);
    return observer === null ? request() : observeAttempt(observer, async () => request(), headOf);
  };
}

function during<Result>(call: CallObserver | null, work: () => Result): Result {
  const outer = running;
  running = call;
  try {
    return work();
  } finally {
    running = outer;
  }
}
