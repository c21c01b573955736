import type { ErrorClass } from "@promptprof/model";
import { isTimeout } from "../providers/failure.ts";
import type { ModelRequest, Outcome, Provider } from "../providers/provider.ts";
import type { Limits } from "../suite/suite.ts";
import type { Clock, Throttle } from "./throttle.ts";

/** What may be otherwise in a moment. A refused key, a wrong request and a filter stay what they are. */
const PASSING: ReadonlySet<ErrorClass> = new Set(["rate_limit", "overloaded", "timeout", "network"]);
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** No provider's wish is longer; one that asks for an hour has no quota left. */
const LONGEST_WISH_MS = 120_000;

export interface RetryWorld {
  readonly limits: Pick<Limits, "retries" | "timeoutMs">;
  readonly throttle: Throttle;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * A call with its retries. What it answers is the last attempt, with its own duration: how long a run waited between
 * attempts says something of its limits, and nothing of a prompt.
 */
export async function callWithRetries(
  provider: Provider,
  request: ModelRequest,
  signal: AbortSignal,
  { limits, throttle, clock, random }: RetryWorld,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    await throttle.turn(provider.id, signal);
    const outcome = await once(provider, request, signal, limits.timeoutMs);
    const isOver = attempt > limits.retries || signal.aborted || !isPassing(outcome);
    if (isOver) return withAttempts(outcome, attempt);
    const wish = wishOf(outcome);
    if (wish !== null) throttle.pause(provider.id, wish);
    else await clock.sleep(backoffMs(attempt, random), signal);
  }
}

async function once(
  provider: Provider,
  request: ModelRequest,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const outcome = await provider.call(request, AbortSignal.any([signal, timeout]));
  const ranOut =
    outcome.kind === "failure" && timeout.aborted && !signal.aborted && isTimeout(timeout.reason);
  return ranOut
    ? { ...outcome, errorClass: "timeout", message: `no answer within ${timeoutMs} ms; see limits.timeoutMs` }
    : outcome;
}

function isPassing(outcome: Outcome): boolean {
  if (outcome.kind === "reply") return false;
  const { errorClass, httpStatus } = outcome;
  return PASSING.has(errorClass) || (errorClass === "other" && (httpStatus ?? 0) >= 500);
}

/** What an HTTP provider's failures carry beside what a run keeps of them. */
function wishOf(outcome: Outcome): number | null {
  const wish = "retryAfterMs" in outcome ? outcome.retryAfterMs : null;
  return typeof wish === "number" ? Math.min(wish, LONGEST_WISH_MS) : null;
}

/** Doubling, at random between half and the whole, so that calls that failed together do not come back together. */
function backoffMs(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  return whole * (0.5 + random() / 2);
}

function withAttempts(outcome: Outcome, attempts: number): Outcome {
  if (outcome.kind === "reply") return { ...outcome, attempts };
  const { kind, errorClass, message, httpStatus, durationMs } = outcome;
  return { kind, errorClass, message, httpStatus, durationMs, attempts };
}
