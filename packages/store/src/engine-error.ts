import { StoreError } from "./store-error.ts";

/** What the engine in the process throws, as one line of the store's. */
export function engineError(error: unknown): StoreError {
  return error instanceof StoreError ? error : new StoreError(firstLine(error), { cause: shortened(error) });
}

/** The engine quotes whole rows around the place that it could not read: too much for a log. */
export function shortened(error: unknown): Error {
  return new Error(String(error).slice(0, 1000));
}

export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
