import { withContext } from "../call/with-context.ts";
import type { ProfiledCall } from "../call/profiled-call.ts";
import { observeAnswer } from "../client/plain/observe-answer.ts";
import { namedLike, type Method } from "../client/replace-method.ts";
import { neverThrow } from "../never-throw.ts";
import type { ProfileOptions } from "../profile-options.ts";
import { Profiler } from "../profiler.ts";
import { warnOnce } from "../warn-once.ts";
import type { AnyDescription } from "./call-description.ts";
import { readingOf, type CallReading } from "./reading-of-description.ts";

const HIDES_NOTHING = (): boolean => false;

/** A function with profiling around it: same `this`, same answer, same errors. */
export function wrapDescribed(fn: Method, describe: AnyDescription, options: ProfileOptions): Method {
  const prepared = neverThrow(() => prepare(fn, describe, options), null);
  if (prepared === null) return fn;
  const { profiler, reading } = prepared;
  const profiled: Method = function (...args) {
    const call = neverThrow(() => begin(profiler, reading, args), null);
    if (call === null) return Reflect.apply(fn, this, args);
    return call.run(
      () => Reflect.apply(fn, this, args),
      (answer, token) =>
        observeAnswer(answer, { observer: call, token, hides: HIDES_NOTHING, begun: false, seen: false }),
    );
  };
  return namedLike(fn, profiled);
}

interface Prepared {
  readonly profiler: Profiler;
  readonly reading: CallReading;
}

function prepare(fn: unknown, describe: AnyDescription, options: ProfileOptions): Prepared | null {
  if (typeof fn === "function") {
    const reading = readingOf(describe);
    return { reading, profiler: new Profiler(reading.provider, options) };
  }
  warnOnce("no-function", `profileFunction() takes a function; got ${String(fn)}, which is left as it is`);
  return null;
}

function begin(profiler: Profiler, reading: CallReading, args: readonly unknown[]): ProfiledCall {
  const begun = { request: reading.request(args), stream: null, countsAttempts: false };
  const make = (): ProfiledCall => profiler.begin(reading.api, begun);
  return reading.prompt === null ? make() : withContext({ prompt: reading.prompt }, make);
}
