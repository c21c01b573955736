import { neverThrow } from "../never-throw.ts";

// Nobody is above a finalizer to catch what it throws: it would end the host's process.
const registry = new FinalizationRegistry((unread: () => void) => neverThrow(unread, undefined));

/**
 * Calls `unread` some time after the last one who could read from `holder` has let go of it. `unread` must not
 * hold on to it. The engine promises no time, and nothing at all when the process ends: a call whose stream is
 * never read is reported after a garbage collection, or by `shutdown()`.
 */
export function whenUnread(holder: object, unread: () => void): void {
  registry.register(holder, unread);
}
