import { isRecord } from "../is-record.ts";
import type { Reading } from "./reading.ts";

/**
 * The openai package's Stream: async iteration, `tee()` and `toReadableStream()` all read by `iterator()`, a plain
 * own field, the same in 6.x and 7.x.
 */
interface ApiStream {
  iterator: () => ItemIterator;
  readonly controller: AbortController;
}

type Result = IteratorResult<unknown>;
type Step = Promise<Result>;

/** An async generator, or what a tee made of one: only `next` is sure to be there. */
interface ItemIterator {
  next: (this: unknown, ...value: readonly unknown[]) => Step;
  return?: (this: unknown, ...value: readonly unknown[]) => Step;
  throw?: (this: unknown, ...error: readonly unknown[]) => Step;
}

/**
 * Watches what is read from a stream, when it is read. The stream and its iterators stay the same objects.
 * Returns false, with nothing changed, for another kind of stream.
 */
export function observeStream(stream: unknown, reading: Reading): boolean {
  if (!isApiStream(stream)) return false;
  const { iterator, controller } = stream;
  let started = false;
  stream.iterator = function (this: unknown): ItemIterator {
    const inner = Reflect.apply(iterator, this, []);
    // A stream can be read once; a second try only gets the client's own error.
    if (!started) observeIterator(inner, reading, controller.signal);
    started = true;
    return inner;
  };
  return true;
}

function isApiStream(stream: unknown): stream is ApiStream {
  return (
    isRecord(stream) &&
    typeof stream["iterator"] === "function" &&
    stream["controller"] instanceof AbortController
  );
}

/** `for await` keeps the iterator alone, so it holds the reading: the stream may be gone by then. */
function observeIterator(iterator: ItemIterator, reading: Reading, signal: AbortSignal): void {
  const { next, return: stop, throw: fail } = iterator;
  let running = 0;
  let last: Step | undefined;

  const step = (): Step => Reflect.apply(next, iterator, []).then(seen, failed);
  const seen = (result: Result): Result | Step => {
    if (result.done !== true && !reading.observer.onItem(result.value)) return step();
    running -= 1;
    if (result.done === true) reading.observer.onStreamEnd(signal.aborted);
    return result;
  };
  const failed = (error: unknown): never => {
    running -= 1;
    reading.observer.onError(error);
    throw error;
  };

  iterator.next = () => {
    // Whoever asks for the next item before the last one is there gets them in order, hidden ones left out.
    last = running === 0 || last === undefined ? step() : last.then(step, step);
    running += 1;
    return last;
  };
  if (stop !== undefined) iterator.return = stopping(stop, iterator, reading);
  if (fail !== undefined) iterator.throw = stopping(fail, iterator, reading);
}

type Stop = (this: unknown, ...value: readonly unknown[]) => Step;

function stopping(stop: Stop, iterator: ItemIterator, reading: Reading): Stop {
  return (...value) => {
    reading.observer.onStreamEnd(true);
    return Reflect.apply(stop, iterator, value);
  };
}
