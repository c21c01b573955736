import { neverThrowOrDrop } from "../../never-throw.ts";
import type { Profiler } from "../../profiler.ts";
import type { CallObserver } from "../call-observer.ts";
import { isStreamed, requestOf, type ModelApi } from "../model-api.ts";
import { newReading } from "../reading.ts";
import type { Method } from "../replace-method.ts";
import { observeAnswer } from "./observe-answer.ts";

/** Calls the method as it would be called, in such a way that `observer` is told of its HTTP tries. */
export type Invoke = (
  method: Method,
  self: unknown,
  args: readonly unknown[],
  observer: CallObserver,
) => unknown;

const UNSEEN: Invoke = (method, self, args) => Reflect.apply(method, self, args);

/**
 * A method that takes a request as its first argument and gives a promise of an answer or of something that can be
 * iterated.
 *
 * @param invoke how its HTTP tries are seen; without it, they are not
 */
export function wrapPlainMethod(
  method: Method,
  api: ModelApi,
  profiler: Profiler,
  invoke: Invoke = UNSEEN,
): Method {
  return function (...args) {
    const call = neverThrowOrDrop(() => {
      const request = requestOf(api, args[0]);
      return profiler.begin(api, { request, stream: isStreamed(api, request), countsAttempts: false });
    }, null);
    if (call === null) return Reflect.apply(method, this, args);
    return call.run(
      () => invoke(method, this, args, call),
      (answer, token) => observeAnswer(answer, newReading(call, token), api.answerIn),
    );
  };
}
