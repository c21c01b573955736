import { neverThrowOrDrop } from "../../never-throw.ts";
import type { Profiler } from "../../profiler.ts";
import { isStreamed, requestOf, type ModelApi } from "../model-api.ts";
import type { Method } from "../replace-method.ts";
import { observeAnswer } from "./observe-answer.ts";

const HIDES_NOTHING = (): boolean => false;

/**
 * A method that takes a request as its first argument and gives a promise of an answer or of something that can be
 * iterated. Its HTTP attempts are not seen.
 */
export function wrapPlainMethod(method: Method, api: ModelApi, profiler: Profiler): Method {
  return function (...args) {
    const call = neverThrowOrDrop(() => {
      const request = requestOf(api, args[0]);
      return profiler.begin(api, { request, stream: isStreamed(api, request), countsAttempts: false });
    }, null);
    if (call === null) return Reflect.apply(method, this, args);
    return call.run(
      () => Reflect.apply(method, this, args),
      (answer, token) =>
        observeAnswer(answer, { observer: call, token, hides: HIDES_NOTHING, begun: false, seen: false }),
    );
  };
}
