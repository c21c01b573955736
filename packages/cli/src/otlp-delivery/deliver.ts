import type { Call } from "@promptprof/model";
import { encodeCalls } from "@promptprof/otlp";
import type { ApiReply, Connection } from "../connection/connection.ts";
import { FailureError } from "../failure-error.ts";

/** What OTLP lets a client try again; every other refusal would be refused again. */
const TRY_AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** 0.25 s doubling to 8 s: about a minute in all, longer than a server takes to start anew. */
const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000];

/**
 * Sends calls as one OTLP request and waits until they are durable there: the server answers 200 only then.
 * A request that failed on the way is sent again, which is safe: a call that arrives twice is stored once.
 *
 * @param pause waits so many ms
 * @throws FailureError where the server refuses, or does not take them after about a minute
 */
export async function deliver(
  connection: Connection,
  calls: readonly Call[],
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const body = encodeCalls(calls);
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await post(connection, body);
    if (outcome.kind === "taken") return;
    const pauseMs = PAUSES_MS[attempt];
    if (outcome.kind === "refused" || pauseMs === undefined) throw new FailureError(outcome.reason);
    await pause(outcome.afterMs ?? pauseMs);
  }
}

type Outcome =
  | { readonly kind: "taken" }
  | { readonly kind: "try-again"; readonly reason: string; readonly afterMs: number | null }
  | { readonly kind: "refused"; readonly reason: string };

async function post(connection: Connection, body: Uint8Array): Promise<Outcome> {
  try {
    const headers = { "content-type": "application/x-protobuf" };
    const reply = await connection.request("/v1/traces", { method: "POST", headers, body });
    return outcomeOf(reply, connection.place);
  } catch (error) {
    if (error instanceof FailureError) return { kind: "try-again", reason: error.message, afterMs: null };
    throw error;
  }
}

function outcomeOf({ status, headers }: ApiReply, place: string): Outcome {
  if (status === 200) return { kind: "taken" };
  const reason = `${place} did not take the calls: status ${status}`;
  if (!TRY_AGAIN.has(status)) return { kind: "refused", reason };
  const seconds = Number(headers["retry-after"]);
  return {
    kind: "try-again",
    reason,
    afterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
  };
}
