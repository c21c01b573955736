import type { CallRecord } from "../call/call-record.ts";
import { isRecord, type Fields } from "../is-record.ts";

/** Rides in a request's fetch options to the client's `fetch`: the only thing that sees each attempt. */
const CALL = Symbol("promptprof.call");
const counting = new WeakSet<object>();

/**
 * Replaces the client's `fetch` by one that counts attempts and then calls it. Returns whether it counts: a client
 * that signs its own transport is left alone.
 */
export function countAttempts(client: object): boolean {
  if (!("fetch" in client) || typeof client.fetch !== "function") return false;
  if ("_workloadIdentityAuth" in client && client._workloadIdentityAuth !== undefined) return false;
  if (counting.has(client.fetch)) return true;
  const original = client.fetch;
  const counted = function fetch(this: unknown, ...args: readonly unknown[]): unknown {
    countAttempt(args[1]);
    return Reflect.apply(original, this, args);
  };
  counting.add(counted);
  client.fetch = counted;
  return true;
}

function countAttempt(init: unknown): void {
  const call = isRecord(init) ? (init as { readonly [CALL]?: CallRecord })[CALL] : undefined;
  if (call !== undefined) call.attempts = (call.attempts ?? 0) + 1;
}

/** Request options whose attempts count for `call`. The caller's own object is not touched. */
export function optionsCountedFor(options: unknown, call: CallRecord): Fields {
  const own: Fields = isRecord(options) ? options : {};
  const fetchOptions = isRecord(own["fetchOptions"]) ? own["fetchOptions"] : {};
  return { ...own, fetchOptions: { ...fetchOptions, [CALL]: call } };
}
