import type { ReadToken } from "../call/open-calls.ts";
import type { CallObserver } from "./call-observer.ts";

/**
 * Held by everything through which one call's answer can still be read: the promise, the stream, its iterator. When
 * the last of them is gone, `token` is too, and with it the chance that anybody will read on. The call itself must
 * not hold on to this.
 */
export interface Reading {
  readonly observer: CallObserver;
  readonly token: ReadToken;
  /** Tells whether an item of the stream came only of our asking; such a one is not for the caller. */
  readonly hides: (item: unknown) => boolean;
  /** The answer has begun to be read, by this promise or by one that was made from it. */
  begun: boolean;
  /** The result has been seen; a helper's promise shows the same one again. */
  seen: boolean;
}

const HIDES_NOTHING = (): boolean => false;

/** Of an answer that nobody has begun to read. */
export function newReading(
  observer: CallObserver,
  token: ReadToken,
  hides: Reading["hides"] = HIDES_NOTHING,
): Reading {
  return { observer, token, hides, begun: false, seen: false };
}
