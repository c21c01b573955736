import { dropped } from "./export/client-drops.ts";
import { warnOnce } from "./warn-once.ts";

/** Runs our own work inside of a host's call. Whatever goes wrong in it stays here, and is told once. */
export function neverThrow<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    warnOnce("internal", `promptprof failed inside; the call went on without it: ${String(error)}`);
    return otherwise;
  }
}

/** The same for work without which the call leaves no span: the call counts as dropped. */
export function neverThrowOrDrop<T>(work: () => T, otherwise: T): T {
  return neverThrow(() => {
    try {
      return work();
    } catch (error) {
      dropped(1);
      throw error;
    }
  }, otherwise);
}
