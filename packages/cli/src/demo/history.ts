import type { Call } from "@promptprof/model";
import { demoCall } from "./demo-call.ts";
import { Random } from "./random.ts";
import { callsPerSecond } from "./rhythm.ts";

const WINDOW_MS = 600_000;

/**
 * The calls that ended in a stretch of time, in windows of ten minutes, the latest first: a page that shows the last
 * hours is full before the week is. The same seed, range and start give the same calls.
 *
 * @param from  epoch ms, inclusive
 * @param to    epoch ms, exclusive
 * @param start epoch ms at which the demo started
 */
export function* demoHistory(seed: number, from: number, to: number, start: number): Generator<Call[]> {
  for (let end = to; end > from; end -= WINDOW_MS) {
    yield demoWindow(seed, Math.max(from, end - WINDOW_MS), end, start);
  }
}

/** The calls that ended in [from, to), in no order; at most some hundreds. */
export function demoWindow(seed: number, from: number, to: number, start: number): Call[] {
  const random = new Random(seed, from);
  const mean = callsPerSecond((from + to) / 2, start) * ((to - from) / 1000);
  return Array.from({ length: random.poisson(mean) }, () =>
    demoCall(random, from + random.next() * (to - from), start),
  );
}
