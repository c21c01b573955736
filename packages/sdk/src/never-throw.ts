import { dropped } from "./export/client-drops.ts";
import { warnOnce } from "./warn-once.ts";

/**
 * Runs our own work inside of a host's call. Whatever goes wrong in it stays here: it is told once, and the call's
 * span counts as dropped.
 */
export function neverThrow<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    dropped(1);
    warnOnce("internal", `promptprof failed inside; the call went on without it: ${String(error)}`);
    return otherwise;
  }
}
