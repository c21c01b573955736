import type { PassWatcher } from "./pass-watcher.ts";

/** A watcher whose mistakes nobody notices but the log. */
export function quietly(watcher: PassWatcher, onError: (error: unknown) => void): PassWatcher {
  const safely = (watch: () => void): void => {
    try {
      watch();
    } catch (error) {
      onError(error);
    }
  };
  return {
    requestBytes: (bytes) => safely(() => watcher.requestBytes(bytes)),
    requestEnd: () => safely(() => watcher.requestEnd()),
    head: (status, headers) => safely(() => watcher.head(status, headers)),
    replyBytes: (bytes) => safely(() => watcher.replyBytes(bytes)),
  };
}
