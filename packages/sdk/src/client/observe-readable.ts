import type { Reading } from "./reading.ts";
import { replaceMethod, type Method } from "./replace-method.ts";

interface Step {
  readonly done: boolean;
  readonly value?: unknown;
}

/** Methods that read the stream inside, out of our sight. */
const INNER_READS = ["tee", "pipeThrough", "pipeTo"] as const;

/**
 * Watches what readers of a `ReadableStream` and its methods read; its iterators are for `observeStream`. The stream
 * and its readers stay the same objects.
 */
export function observeReadable(stream: ReadableStream, reading: Reading): void {
  replaceMethod(
    stream,
    ["getReader"],
    (getReader) =>
      function (...args) {
        const reader = Reflect.apply(getReader, this, args);
        if (reader instanceof ReadableStreamDefaultReader) observeReader(reader, reading);
        return reader;
      },
  );
  replaceMethod(
    stream,
    ["cancel"],
    (cancel) =>
      function (...args) {
        if (!stream.locked) reading.observer.onStreamEnd(true);
        return Reflect.apply(cancel, this, args);
      },
  );
  for (const name of INNER_READS)
    replaceMethod(
      stream,
      [name],
      (method) =>
        function (...args) {
          const readable = this === stream && !stream.locked;
          return Reflect.apply(method, readable ? passedOn(stream) : this, args);
        },
    );
}

/** A stream of what is read from the first one, as it is asked for: nothing is kept between the two. */
function passedOn(stream: ReadableStream): ReadableStream {
  const reader = stream.getReader();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const result = await reader.read();
        if (result.done) controller.close();
        else controller.enqueue(result.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

// What is put on a reader refers to `reading`, not to parts of it: it must be held as long as somebody can read.
function observeReader(reader: ReadableStreamDefaultReader, reading: Reading): void {
  let released = false;
  const seen = (result: Step): Step => {
    if (result.done) reading.observer.onStreamEnd(false);
    else reading.observer.onItem(result.value);
    return result;
  };
  const failed = (error: unknown): never => {
    // A reader that is let go fails what was asked of it, not the stream.
    if (!released) reading.observer.onError(error);
    throw error;
  };
  replaceMethod(reader, ["read"], (read) => watched(read, seen, failed));
  replaceMethod(reader, ["releaseLock"], (release) => before(release, () => void (released = true)));
  replaceMethod(reader, ["cancel"], (cancel) => before(cancel, () => reading.observer.onStreamEnd(true)));
}

function watched(read: Method, seen: (result: Step) => unknown, failed: (error: unknown) => never): Method {
  return function (...args) {
    const step = Reflect.apply(read, this, args);
    return step instanceof Promise ? step.then(seen, failed) : step;
  };
}

function before(method: Method, work: () => void): Method {
  return function (...args) {
    work();
    return Reflect.apply(method, this, args);
  };
}
