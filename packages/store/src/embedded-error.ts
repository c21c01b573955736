import { StoreError, StoreUnavailableError } from "./store-error.ts";

/** Codes by which the engine says "not now": memory in use, too many parts. */
const TRY_AGAIN = new Set(["241", "252"]);
/** The engine's own check before it writes, and what the system says in the middle of it (ENOSPC, EDQUOT). */
const DISK_FULL = /NOT_ENOUGH_SPACE|No space left on device|errno: 28\b|Disk quota exceeded/;

/** What the engine in this process says, as an error of the contract: a full disk and a full memory pass. */
export function embeddedError(error: unknown, dataDir: string): StoreError {
  const message = error instanceof Error ? error.message : String(error);
  const cause = shortened(error);
  if (DISK_FULL.test(message)) {
    return new StoreUnavailableError(`the disk of the data folder ${dataDir} is full; make room on it`, {
      cause,
    });
  }
  const code = /Code: (\d+)/.exec(message)?.[1] ?? "";
  return TRY_AGAIN.has(code)
    ? new StoreUnavailableError(firstLine(message), { cause })
    : new StoreError(firstLine(message), { cause });
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}

/** The engine quotes whole rows around the place that it could not read: too much for a log. */
function shortened(error: unknown): Error {
  return new Error(String(error).slice(0, 1000));
}
