import { trace } from "@opentelemetry/api";
import { endOpenCalls } from "./call/open-calls.ts";
import { unreportedDrops } from "./export/client-drops.ts";
import { closeQueues, flushQueues, waitingCalls } from "./export/queues.ts";
import { isRecord } from "./is-record.ts";
import { warnOnce } from "./warn-once.ts";

const TIMEOUT_MS = 10_000;

/** How far the profiles of a program have come. */
export interface Flushed {
  /** true = every call that had ended before is with the collector (or with the host's own OpenTelemetry). */
  readonly sent: boolean;
  /** Calls that wait still; they are tried again. */
  readonly waiting: number;
  /** Calls that were lost and that no span has reported yet. */
  readonly dropped: number;
}

/**
 * Sends the profiles of all calls that have ended; for the end of a script, or of a request in a serverless host.
 * Waits `timeoutMs` at most, trying again where the collector does not take them, and never rejects. Where spans go
 * through the host's own OpenTelemetry, that is flushed.
 */
export async function flush(timeoutMs: number = TIMEOUT_MS): Promise<Flushed> {
  const [own, host] = await Promise.all([flushQueues(timeoutMs), flushHost()]);
  return { sent: own && host, waiting: waitingCalls(), dropped: unreportedDrops() };
}

/**
 * Ends what is still open (as cancelled, with what was seen), sends everything and lets go of it: what the collector
 * has not taken within `timeoutMs` is dropped, and counted in the answer. Later calls of clients that are profiled
 * already still work; their profiles go nowhere. The host's own OpenTelemetry goes on.
 */
export async function shutdown(timeoutMs: number = TIMEOUT_MS): Promise<Flushed> {
  endOpenCalls();
  const { sent } = await flush(timeoutMs);
  closeQueues();
  return { sent, waiting: 0, dropped: unreportedDrops() };
}

async function flushHost(): Promise<boolean> {
  try {
    const proxy: object = trace.getTracerProvider();
    const provider =
      "getDelegate" in proxy && typeof proxy.getDelegate === "function"
        ? (proxy.getDelegate() as unknown)
        : proxy;
    if (isRecord(provider) && typeof provider["forceFlush"] === "function") await provider["forceFlush"]();
    return true;
  } catch (error) {
    warnOnce("flush", `OpenTelemetry of the host does not flush: ${String(error)}`);
    return false;
  }
}
