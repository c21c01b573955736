import { trace } from "@opentelemetry/api";
import { endOpenCalls } from "./call/open-calls.ts";
import { closeQueues, flushQueues } from "./export/queues.ts";
import { isRecord } from "./is-record.ts";
import { warnOnce } from "./warn-once.ts";

/** As long as OpenTelemetry's exporter tries for one batch. */
const TIMEOUT_MS = 10_000;

/**
 * Sends the profiles of all calls that have ended; for the end of a script, or of a request in a serverless host.
 * Waits `timeoutMs` at most, and never rejects. Where spans go through the host's own OpenTelemetry, that is flushed.
 */
export async function flush(timeoutMs: number = TIMEOUT_MS): Promise<void> {
  await Promise.all([flushQueues(timeoutMs), flushHost()]);
}

/**
 * Ends what is still open (as cancelled, with what was seen), sends everything and lets go of it. Later calls of
 * clients that are profiled already still work; their profiles go nowhere. The host's own OpenTelemetry goes on.
 */
export async function shutdown(timeoutMs: number = TIMEOUT_MS): Promise<void> {
  endOpenCalls();
  await flush(timeoutMs);
  closeQueues();
}

async function flushHost(): Promise<void> {
  try {
    const proxy: object = trace.getTracerProvider();
    const provider =
      "getDelegate" in proxy && typeof proxy.getDelegate === "function"
        ? (proxy.getDelegate() as unknown)
        : proxy;
    if (isRecord(provider) && typeof provider["forceFlush"] === "function") await provider["forceFlush"]();
  } catch (error) {
    warnOnce("flush", `OpenTelemetry of the host does not flush: ${String(error)}`);
  }
}
