import { AsyncLocalStorage } from "node:async_hooks";

/** Whom and what a call was made for. */
export interface CallContext {
  readonly team?: string | undefined;
  /** Sent as it is: give an id, not a name. The server keeps a keyed hash of it alone. */
  readonly user?: string | undefined;
  readonly session?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Name of a trial that the call is part of, with its arm if it has one: `short-prompt`, `model=gpt-5-mini`. */
  readonly experiment?: string | undefined;
}

const NONE: CallContext = {};
// Made at first use: hosts that never call withContext do not pay for tracking their promises.
let storage: AsyncLocalStorage<CallContext> | undefined;

/**
 * Runs `work`, and every call that is made in it (also after an `await`) is counted under this context. Inside of
 * another context the new values come on top, and tags are added.
 *
 * @example await withContext({ team: "search", session: chat.id }, () => answer(question));
 */
export function withContext<T>(context: CallContext, work: () => T): T {
  storage ??= new AsyncLocalStorage();
  return storage.run(merged(currentContext(), context), work);
}

/** The context of the code that runs now. */
export function currentContext(): CallContext {
  return storage?.getStore() ?? NONE;
}

function merged(outer: CallContext, inner: CallContext): CallContext {
  const tags = [...new Set([...(outer.tags ?? []), ...(inner.tags ?? [])])];
  return { ...outer, ...inner, tags };
}
