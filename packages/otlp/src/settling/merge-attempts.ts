import type { Call } from "@promptprof/model";
import { timePerOutputTokenMs } from "../fields/time-per-output-token.ts";
import { withNotes } from "./with-notes.ts";

/** Span starts are whole milliseconds in JavaScript while their ends are not, so a next attempt may seem to overlap. */
const OVERLAP_TOLERANCE_MS = 2;

/**
 * Cuts calls of one parent into logical calls: a failed attempt belongs to the next one that starts after its end,
 * asks the same model, and so on up to one that succeeds or has no successor. Two steps of a tool loop both succeed,
 * so they stay apart; parallel calls overlap, so they do too.
 *
 * @param items sorted by start
 */
export function attemptRuns<T>(items: readonly T[], callOf: (item: T) => Call): T[][] {
  const runs: { last: T; items: T[] }[] = [];
  for (const item of items) {
    const open = runs.find(({ last }) => isNextAttempt(callOf(last), callOf(item)));
    if (open === undefined) {
      runs.push({ last: item, items: [item] });
      continue;
    }
    open.last = item;
    open.items.push(item);
  }
  return runs.map((run) => run.items);
}

function isNextAttempt(earlier: Call, later: Call): boolean {
  return (
    earlier.errorClass !== null &&
    earlier.requestModel === later.requestModel &&
    earlier.operation === later.operation &&
    later.startTime >= endOf(earlier) - OVERLAP_TOLERANCE_MS
  );
}

/**
 * The last attempt with the time of all: it starts with the first one, and its first token came that much later.
 * @param earlier the failed attempts before, oldest first
 */
export function mergeAttempts(last: Call, earlier: readonly Call[]): Call {
  const [first] = earlier;
  if (first === undefined) return last;
  const headStartMs = last.startTime - first.startTime;
  const durationMs = last.durationMs === null ? null : last.durationMs + headStartMs;
  const ttftMs = last.ttftMs === null ? null : last.ttftMs + headStartMs;
  const headersMs = last.headersMs === null ? null : last.headersMs + headStartMs;
  const retryWaitMs = waitBetween([...earlier, last]);
  const attempts = [last, ...earlier].reduce((sum, call) => sum + (call.attempts ?? 1), 0);
  const merged = {
    ...last,
    startTime: first.startTime,
    durationMs,
    ttftMs,
    headersMs,
    attempts,
    retryWaitMs,
  };
  return withNotes({ ...merged, tpotMs: timePerOutputTokenMs(durationMs, ttftMs, last.outputTokens) }, [
    "attempts_merged",
  ]);
}

/** Between and within the attempts; null where one of them does not say how long it took. */
function waitBetween(attempts: readonly Call[]): number | null {
  let waitMs = 0;
  for (const [i, { startTime, retryWaitMs }] of attempts.entries()) {
    const before = attempts[i - 1];
    if (before?.durationMs === null) return null;
    if (before !== undefined) waitMs += Math.max(0, startTime - endOf(before));
    waitMs += retryWaitMs ?? 0;
  }
  return waitMs;
}

function endOf(call: Call): number {
  return call.startTime + (call.durationMs ?? 0);
}
