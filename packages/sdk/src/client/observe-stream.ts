import { endWhenUnread } from "../call/open-calls.ts";
import { isRecord } from "../is-record.ts";
import type { Reading } from "./reading.ts";

/**
 * The Stream of the openai and anthropic packages: async iteration, `tee()` and `toReadableStream()` all read by
 * `iterator()`, a plain own field.
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
  if (!isApiStream(stream)) return observeIterable(stream, reading);
  const { iterator, controller } = stream;
  stream.iterator = observing(iterator, reading, controller.signal);
  return isWatched(stream, reading);
}

/** Any other stream: an async generator is its own iterator, all else makes one. */
function observeIterable(stream: unknown, reading: Reading): boolean {
  if (!isRecord(stream)) return false;
  if (isIterator(stream)) observeIterator(stream, reading, null);
  else if (isIterable(stream))
    hide(stream, Symbol.asyncIterator, observing(stream[Symbol.asyncIterator], reading, null));
  else return false;
  return isWatched(stream, reading);
}

function isWatched(stream: object, reading: Reading): true {
  endWhenUnread(reading.token);
  reading.observer.onStream(stream);
  return true;
}

/** A stream can be read once; a second try only gets the client's own error. */
function observing(
  iterate: () => ItemIterator,
  reading: Reading,
  signal: AbortSignal | null,
): () => ItemIterator {
  let started = false;
  return function (this: unknown): ItemIterator {
    const inner = Reflect.apply(iterate, this, []);
    if (!started) observeIterator(inner, reading, signal);
    started = true;
    return inner;
  };
}

function isApiStream(stream: unknown): stream is ApiStream {
  return (
    isRecord(stream) &&
    typeof stream["iterator"] === "function" &&
    stream["controller"] instanceof AbortController
  );
}

function isIterable(stream: object): stream is { [Symbol.asyncIterator]: () => ItemIterator } {
  return Symbol.asyncIterator in stream && typeof stream[Symbol.asyncIterator] === "function";
}

function isIterator(stream: object): stream is ItemIterator {
  return "next" in stream && typeof stream.next === "function";
}

/** `for await` keeps the iterator alone, so it holds the reading: the stream may be gone by then. */
function observeIterator(iterator: ItemIterator, reading: Reading, signal: AbortSignal | null): void {
  const { next, return: stop, throw: fail } = iterator;
  const { observer } = reading;
  let running = 0;
  let last: Step | undefined;

  const step = (): Step => Reflect.apply(next, iterator, []).then(seen, failed);
  const seen = (result: Result): Result | Step => {
    if (result.done !== true) {
      observer.onItem(result.value);
      if (reading.hides(result.value)) return step();
    }
    running -= 1;
    if (result.done === true) observer.onStreamEnd(signal?.aborted ?? false);
    return result;
  };
  const failed = (error: unknown): never => {
    running -= 1;
    observer.onError(error);
    throw error;
  };

  hide(iterator, "next", (): Step => {
    // Whoever asks for the next item before the last one is there gets them in order, hidden ones left out.
    last = running === 0 || last === undefined ? step() : last.then(step, step);
    running += 1;
    return last;
  });
  if (stop !== undefined) hide(iterator, "return", stopping(stop, iterator, reading));
  if (fail !== undefined) hide(iterator, "throw", stopping(fail, iterator, reading));
}

type Stop = (this: unknown, ...value: readonly unknown[]) => Step;

function stopping(stop: Stop, iterator: ItemIterator, reading: Reading): Stop {
  return (...value) => {
    reading.observer.onStreamEnd(true);
    return Reflect.apply(stop, iterator, value);
  };
}

/** As invisible as the method on the prototype was. */
function hide(object: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: false });
}
