import { neverThrow } from "../never-throw.ts";

/** A call that has begun and not ended. */
export interface OpenCall {
  /** No more of the answer will be read. */
  readonly onUnread: () => void;
}

const open = new Map<number, OpenCall>();
let lastId = 0;

// Registered are empty tokens and numbers, not the client's promises: what is registered lives until the next full
// collection, and with a promise its whole answer would. Nobody is above a finalizer to catch what it throws.
const unread = new FinalizationRegistry((id: number) =>
  neverThrow(() => open.get(id)?.onUnread(), undefined),
);

/** Keeps a call until it is closed. */
export function openCall(call: OpenCall): number {
  lastId += 1;
  open.set(lastId, call);
  return lastId;
}

export function closeCall(id: number): void {
  open.delete(id);
}

/** Held by everything through which a call's answer can still be read. */
export interface ReadToken {
  readonly callId: number;
}

/**
 * Ends the call as unread some time after the last one who holds the token has let go. The engine promises no time,
 * and nothing when the process ends: such a call is reported after a garbage collection, or by `shutdown()`.
 * Costs the collector some microseconds, so it is for answers that may really stay unread: streams, and promises that
 * nobody has asked yet when their answer comes.
 */
export function endWhenUnread(token: ReadToken): void {
  unread.register(token, token.callId);
}

/** Ends every open call with what was seen of it. */
export function endOpenCalls(): void {
  for (const call of open.values()) call.onUnread();
}
