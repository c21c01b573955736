/** Calls that have begun and not ended. `shutdown()` ends them, so that none is lost without a word. */
export const openCalls: Set<{ readonly onUnread: () => void }> = new Set();
