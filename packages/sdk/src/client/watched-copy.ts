import { endWhenUnread } from "../call/open-calls.ts";
import type { Reading } from "./reading.ts";

/**
 * A web stream with the same items, the same end and the same errors, to be handed on in place of `stream`. It asks
 * for an item only when it is asked for one, so nothing is read ahead and nothing waits.
 */
export function watchedCopy<Item>(stream: ReadableStream<Item>, reading: Reading): ReadableStream<Item> {
  const reader = stream.getReader();
  // Only through the reading: the stream must hold it, so that it is gone when nobody can read on.
  const pull = async (controller: ReadableStreamDefaultController<Item>): Promise<void> => {
    const step = await reader.read().catch((error: unknown) => {
      reading.observer.onError(error);
      throw error;
    });
    if (step.done) {
      reading.observer.onStreamEnd(false);
      return controller.close();
    }
    reading.observer.onItem(step.value);
    controller.enqueue(step.value);
  };
  const cancel = async (reason: unknown): Promise<void> => {
    reading.observer.onStreamEnd(true);
    await reader.cancel(reason);
  };
  const watched = new ReadableStream<Item>({ pull, cancel }, { highWaterMark: 0 });
  endWhenUnread(reading.token);
  reading.observer.onStream(watched);
  return watched;
}
