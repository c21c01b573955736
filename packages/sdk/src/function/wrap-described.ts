import { withContext } from "../call/with-context.ts";
import type { ProfiledCall } from "../call/profiled-call.ts";
import { observeAnswer } from "../client/plain/observe-answer.ts";
import { newReading } from "../client/reading.ts";
import { namedLike, type Method } from "../client/replace-method.ts";
import { neverThrowOrDrop } from "../never-throw.ts";
import type { ProfileOptions } from "../profile-options.ts";
import { Profiler } from "../profiler.ts";
import { warnOnce } from "../warn-once.ts";
import type { AnyDescription } from "./call-description.ts";
import { readingOf, type CallReading } from "./reading-of-description.ts";

/**
 * A function with profiling around it: same `this`, same answer, same errors. Options and environment are read at its
 * first call: functions are often made while the program is still being loaded.
 */
export function wrapDescribed(fn: Method, describe: AnyDescription, options: ProfileOptions): Method {
  if (!isFunction(fn)) return fn;
  let prepared: Prepared | undefined;
  const profiled: Method = function (...args) {
    const call = neverThrowOrDrop(() => {
      prepared ??= prepare(describe, options);
      return begin(prepared, args);
    }, null);
    if (call === null) return Reflect.apply(fn, this, args);
    return call.run(
      () => Reflect.apply(fn, this, args),
      (answer, token) => observeAnswer(answer, newReading(call, token)),
    );
  };
  return namedLike(fn, profiled);
}

interface Prepared {
  readonly profiler: Profiler;
  readonly reading: CallReading;
}

function prepare(describe: AnyDescription, options: ProfileOptions): Prepared {
  const reading = readingOf(describe);
  return { reading, profiler: new Profiler(reading.provider, options) };
}

function begin({ profiler, reading }: Prepared, args: readonly unknown[]): ProfiledCall {
  const begun = { request: reading.request(args), stream: null, countsAttempts: false };
  const make = (): ProfiledCall => profiler.begin(reading.api, begun);
  return reading.prompt === null ? make() : withContext({ prompt: reading.prompt }, make);
}

function isFunction(fn: unknown): boolean {
  if (typeof fn === "function") return true;
  warnOnce("no-function", `profileFunction() takes a function; got ${String(fn)}, which is left as it is`);
  return false;
}
