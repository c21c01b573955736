import { isRecord } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import { observeStream } from "../observe-stream.ts";
import type { Reading } from "../reading.ts";

/**
 * Watches what a method gave back: a promise, a stream, or a plain value. Gives what the caller is to have in its
 * place: the same object, or, for a plain promise, one that settles the same (what nobody handles stays unhandled).
 */
export function observeAnswer(answer: unknown, reading: Reading): unknown {
  if (!(answer instanceof Promise)) {
    see(answer, reading);
    return answer;
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
    (value) => {
      see(value, reading);
      return value;
    },
    (error) => {
      reading.observer.onError(error);
      throw error;
    },
  ];
}

function see(value: unknown, reading: Reading): void {
  if (reading.seen) return;
  reading.seen = true;
  const { observer } = reading;
  const watched =
    observer.stream && isRecord(value) && neverThrow(() => observeStream(value, reading), false);
  if (!watched) observer.onResult(value);
}
