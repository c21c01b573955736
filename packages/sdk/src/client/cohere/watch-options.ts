import { isRecord, type Fields } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import type { CallObserver } from "../call-observer.ts";
import { headOf } from "../head-of.ts";
import { observeAttempt } from "../observe-attempt.ts";
import type { Invoke } from "../plain/wrap-plain-method.ts";
import { isMethod, type Method } from "../replace-method.ts";

/**
 * Runs one of the client's inner methods, which read nothing of their `this` but its options, on an heir of it with
 * options that have a `fetch` of the call's own. A client with a transport of its own (AWS) is left alone.
 */
export const tellingFetch: Invoke = (method, self, args, observer) =>
  Reflect.apply(
    method,
    neverThrow(() => watchedHeir(self, observer), self),
    args,
  );

function watchedHeir(self: unknown, observer: CallObserver): unknown {
  const options = isRecord(self) ? self["_options"] : null;
  if (!isRecord(self) || !isRecord(options) || typeof options["fetcher"] === "function") return self;
  const watched = inherit(options, "fetch", watchedFetch(options, observer));
  return inherit(self, "_options", watched);
}

/** The options' own `fetch`, else the one that is global when the request is made. */
function watchedFetch(options: Fields, observer: CallObserver): Method {
  return (...args) => {
    const own = options["fetch"];
    const send: unknown = isMethod(own) ? own : globalThis.fetch;
    return isMethod(send) ? observeAttempt(observer, async () => send(...args), headOf) : undefined;
  };
}

function inherit(object: object, name: string, value: unknown): object {
  return Object.create(object, { [name]: { value, configurable: true, writable: true, enumerable: true } });
}
