import fc from "fast-check";
import { expect, test } from "vitest";
import { Throttle, type Clock } from "./throttle.ts";

/** Time that passes only where somebody waits for it. */
function standingClock(): Clock {
  let now = 1_000_000;
  return {
    now: () => now,
    sleep: async (ms) => {
      now = Math.max(now, now + ms);
    },
  };
}

test("in no minute do more attempts start than the limit allows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 60 }),
      async (limit, calls) => {
        const clock = standingClock();
        const throttle = new Throttle(limit, clock);
        const starts: number[] = [];
        for (let i = 0; i < calls; i += 1) {
          await throttle.turn("p", new AbortController().signal);
          starts.push(clock.now());
        }
        for (const start of starts)
          expect(starts.filter((at) => at >= start && at < start + 60_000 - 1e-3).length).toBeLessThanOrEqual(
            limit,
          );
      },
    ),
    { numRuns: 60 },
  );
});

test("a provider that asks to wait is left alone as long, and others are not", async () => {
  const clock = standingClock();
  const throttle = new Throttle(null, clock);
  const { signal } = new AbortController();
  throttle.pause("busy", 5000);
  const before = clock.now();
  await throttle.turn("idle", signal);
  expect(clock.now()).toBe(before);
  await throttle.turn("busy", signal);
  expect(clock.now()).toBe(before + 5000);
});
