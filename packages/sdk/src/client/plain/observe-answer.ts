import { isRecord } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import { observeStream } from "../observe-stream.ts";
import type { Reading } from "../reading.ts";

type AnswerIn = (result: unknown) => unknown;

/**
 * Watches what a method gave back: a promise, a stream, or a plain value. Gives what the caller is to have in its
 * place: the same object, or, for a plain promise, one that settles the same (what nobody handles stays unhandled).
 */
export function observeAnswer(answer: unknown, reading: Reading, answerIn?: AnswerIn): unknown {
  if (!(answer instanceof Promise)) {
    seeAnswer(answer, reading, answerIn);
    return answer;
  }
  const watch = watching(reading, answerIn);
  if (answer.constructor === Promise) return Promise.prototype.then.call(answer, ...watch);
  watchThen(answer, watch);
  return answer;
}

/** A class of promises may have methods of its own, so the object must stay. All its reading goes through `then`. */
function watchThen(answer: Promise<unknown>, watch: Watch): void {
  // oxlint-disable-next-line typescript/unbound-method -- applied to the same promise below
  const { then } = answer;
  let watched: unknown;
  const value = function (this: unknown, ...handlers: readonly unknown[]): unknown {
    watched ??= Reflect.apply(then, answer, watch);
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

type Watch = [(value: unknown) => unknown, (error: unknown) => never];

function watching(reading: Reading, answerIn: AnswerIn | undefined): Watch {
  return [
    (value) => {
      seeAnswer(value, reading, answerIn);
      return value;
    },
    (error) => {
      reading.observer.onError(error);
      throw error;
    },
  ];
}

/** What a call resulted in has come. */
export function seeAnswer(result: unknown, reading: Reading, answerIn?: AnswerIn): void {
  if (reading.seen) return;
  reading.seen = true;
  const { observer } = reading;
  const answer = answerIn === undefined ? result : neverThrow(() => answerIn(result), result);
  const mayStream = observer.stream ?? (isRecord(answer) && Symbol.asyncIterator in answer);
  const watched = mayStream && neverThrow(() => observeStream(answer, reading), false);
  if (!watched) return observer.onResult(answer);
  if (answer !== result && isRecord(result)) observer.onStream(result);
}
