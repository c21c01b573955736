import type { Profiler } from "../profiler.ts";
import type { ModelApi } from "./model-api.ts";

export type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/** The method with profiling around it: same `this`, same answer, same errors. */
export function wrapMethod(method: Method, api: ModelApi, profiler: Profiler): Method {
  const wrapped: Method = function (...args) {
    const call = profiler.begin(api, args);
    return call === null ? Reflect.apply(method, this, args) : call.run(method, this);
  };
  Object.defineProperty(wrapped, "name", { value: method.name, configurable: true });
  Object.defineProperty(wrapped, "length", { value: method.length, configurable: true });
  return wrapped;
}
