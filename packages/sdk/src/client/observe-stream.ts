import { isRecord } from "../is-record.ts";
import type { Observer } from "./observer.ts";
import { whenUnread } from "./when-unread.ts";

/**
 * The openai package's Stream: async iteration, `tee()` and `toReadableStream()` all read by `iterator()`, a plain
 * own field, the same in 6.x and 7.x.
 */
interface ApiStream {
  iterator: () => ItemIterator;
  readonly controller: AbortController;
}

type Step = Promise<IteratorResult<unknown>>;

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
export function observeStream(stream: unknown, observer: Observer): boolean {
  if (!isApiStream(stream)) return false;
  const { iterator, controller } = stream;
  const watch = { started: false };
  stream.iterator = function (this: unknown): ItemIterator {
    const inner = Reflect.apply(iterator, this, []);
    // A stream can be read once; a second try only gets the client's own error.
    if (!watch.started) observeIterator(inner, observer, controller.signal);
    watch.started = true;
    return inner;
  };
  whenUnread(stream, () => {
    // While it is read, nobody may hold the stream any more: `for await` keeps the iterator alone.
    if (!watch.started) observer.onUnread();
  });
  return true;
}

function isApiStream(stream: unknown): stream is ApiStream {
  return (
    isRecord(stream) &&
    typeof stream["iterator"] === "function" &&
    stream["controller"] instanceof AbortController
  );
}

function observeIterator(iterator: ItemIterator, observer: Observer, signal: AbortSignal): void {
  const { next, return: stop, throw: fail } = iterator;
  let running = 0;
  let last: Step | undefined;

  const step = (): Step => Reflect.apply(next, iterator, []).then(seen, failed);
  const seen = (result: IteratorResult<unknown>): IteratorResult<unknown> | Step => {
    if (result.done !== true && !observer.onItem(result.value)) return step();
    running -= 1;
    if (result.done === true) observer.onStreamEnd(signal.aborted);
    return result;
  };
  const failed = (error: unknown): never => {
    running -= 1;
    observer.onError(error);
    throw error;
  };

  iterator.next = () => {
    // Whoever asks for the next item before the last one is there gets them in order, hidden ones left out.
    last = running === 0 || last === undefined ? step() : last.then(step, step);
    running += 1;
    return last;
  };
  if (stop !== undefined) {
    iterator.return = (...value) => {
      observer.onStreamEnd(true);
      return Reflect.apply(stop, iterator, value);
    };
  }
  if (fail !== undefined) {
    iterator.throw = (...error) => {
      observer.onStreamEnd(true);
      return Reflect.apply(fail, iterator, error);
    };
  }
  whenUnread(iterator, () => observer.onUnread());
}
