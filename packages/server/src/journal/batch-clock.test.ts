import fc from "fast-check";
import { expect, test } from "vitest";
import { BatchClock, receivedAt } from "./batch-clock.ts";

test("a number tells when its batch was received", () => {
  const now = Date.UTC(2026, 10, 24, 12);
  expect(receivedAt(new BatchClock(0).next(now))).toBe(now);
});

test("numbers grow however the clock moves, and go on above the last one of the journal", () => {
  const times = fc.array(fc.integer({ min: 0, max: 4_102_444_800_000 }));
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (moments, last) => {
      const clock = new BatchClock(last);
      const numbers = [last, ...moments.map((now) => clock.next(now))];
      expect(numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0))).toBe(true);
      expect(numbers.every(Number.isSafeInteger)).toBe(true);
    }),
  );
});
