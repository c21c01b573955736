import { isRecord } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import { isPlainReadable, observeReadable } from "../observe-readable.ts";
import { observeStream } from "../observe-stream.ts";
import type { Reading } from "../reading.ts";

/**
 * Watches what a method gave back: a promise, a stream, or a plain value. Gives what the caller is to have in its
 * place: the same object, or, for a plain promise, one that settles the same (what nobody handles stays unhandled), or,
 * for a plain web stream, one with the same items.
 */
export function observeAnswer(answer: unknown, reading: Reading): unknown {
  if (!(answer instanceof Promise)) {
    return see(answer, reading);
  }
  if (answer.constructor === Promise) return Promise.prototype.then.call(answer, ...watching(reading));
  watchThen(answer, reading);
  return answer;
}

/** A class of promises may have methods of its own, so the object must stay. All its reading goes through `then`. */
function watchThen(answer: Promise<unknown>, reading: Reading): void {
  // oxlint-disable-next-line typescript/unbound-method -- applied to the same promise below
  const { then } = answer;
  let watched: unknown;
  const value = function (this: unknown, ...handlers: readonly unknown[]): unknown {
    watched ??= Reflect.apply(then, answer, watching(reading));
    return Reflect.apply(then, watched, handlers);
  };
  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise already
  void Object.defineProperty(answer, "then", {
    value,
    configurable: true,
    writable: true,
    enumerable: false,
  });
}

function watching(reading: Reading): [(value: unknown) => unknown, (error: unknown) => never] {
  return [
    (value) => see(value, reading),
    (error) => {
      reading.observer.onError(error);
      throw error;
    },
  ];
}

function see(value: unknown, reading: Reading): unknown {
  if (reading.seen) return value;
  reading.seen = true;
  const watched = neverThrow(() => watchedStream(value, reading), null);
  if (watched === null) reading.observer.onResult(value);
  return watched ?? value;
}

/** A plain web stream is read in many ways that nothing shows, so it is replaced; all others stay the same object. */
function watchedStream(value: unknown, reading: Reading): object | null {
  if (!isRecord(value)) return null;
  const mayStream = reading.observer.stream ?? Symbol.asyncIterator in value;
  if (!mayStream) return null;
  if (isPlainReadable(value)) return observeReadable(value, reading);
  return observeStream(value, reading) ? value : null;
}
