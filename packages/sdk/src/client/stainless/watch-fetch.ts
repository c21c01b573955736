import { isRecord, type Fields } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import type { CallObserver } from "../call-observer.ts";
import { isRefusal } from "../openai/ask-for-usage.ts";

/** What a call wants to know of its HTTP requests. */
export interface FetchObserver {
  readonly call: Pick<CallObserver, "onAttempt" | "onAttemptEnd">;
  /** The request's body as the caller meant it, when the server refuses what we added; null = we added nothing. */
  readonly onRefusal: (() => string) | null;
}

type Fetch = (this: unknown, url: unknown, init?: unknown, ...more: readonly unknown[]) => Promise<Response>;

/** Rides in a request's fetch options to the client's `fetch`, the only place that sees each attempt. */
const OBSERVER = Symbol("promptprof.call");
const watching = new WeakSet<object>();

/**
 * Replaces the client's `fetch` by one that tells the call of each attempt. Returns whether it does: a client that
 * signs its own transport is left alone.
 */
export function watchFetch(client: object): boolean {
  if (!hasFetch(client)) return false;
  if ("_workloadIdentityAuth" in client && client._workloadIdentityAuth !== undefined) return false;
  if (!watching.has(client.fetch)) client.fetch = watched(client.fetch);
  return true;
}

/** Request options whose attempts `observer` is told of. The caller's own object is not touched. */
export function watchedOptions(options: unknown, observer: FetchObserver): Fields {
  const own: Fields = isRecord(options) ? options : {};
  const fetchOptions = isRecord(own["fetchOptions"]) ? own["fetchOptions"] : {};
  return { ...own, fetchOptions: { ...fetchOptions, [OBSERVER]: observer } };
}

function watched(original: Fetch): Fetch {
  const fetch: Fetch = function (...args) {
    const observer = observerOf(args[1]);
    if (observer === undefined) return Reflect.apply(original, this, args);
    const attempt = (...request: Parameters<Fetch>): Promise<Response> =>
      observed(observer, () => Reflect.apply(original, this, request));
    return observer.onRefusal === null ? attempt(...args) : unlessRefused(observer, attempt, args);
  };
  watching.add(fetch);
  return fetch;
}

async function observed({ call }: FetchObserver, request: () => Promise<Response>): Promise<Response> {
  neverThrow(call.onAttempt, undefined);
  try {
    return await request();
  } finally {
    neverThrow(call.onAttemptEnd, undefined);
  }
}

/** The server's answer, or its answer to the same request without our addition. */
async function unlessRefused(
  observer: FetchObserver,
  attempt: (...request: Parameters<Fetch>) => Promise<Response>,
  [url, init, ...more]: Parameters<Fetch>,
): Promise<Response> {
  const answer = await attempt(url, init, ...more);
  if (!(await isRefusal(answer))) return answer;
  const body = neverThrow(() => observer.onRefusal?.(), undefined);
  return body === undefined ? answer : attempt(url, { ...(isRecord(init) ? init : {}), body }, ...more);
}

function hasFetch(client: object): client is { fetch: Fetch } {
  return "fetch" in client && typeof client.fetch === "function";
}

function observerOf(init: unknown): FetchObserver | undefined {
  return carriesObserver(init) ? init[OBSERVER] : undefined;
}

function carriesObserver(init: unknown): init is { readonly [OBSERVER]: FetchObserver } {
  return isRecord(init) && OBSERVER in init;
}
