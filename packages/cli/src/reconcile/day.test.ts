import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAfter, dayOf, daysBetween, dayStart, readDay } from "./day.ts";

describe("a written day", () => {
  test.each([
    ["2026-05-04", "2026-05-04"],
    ["2026-05-04T23:59", "2026-05-04"],
    ["2026-05-04 15:05:00.123 UTC", "2026-05-04"],
    ["2026-05-04T23:30:00-02:00", "2026-05-05"],
    ["2026-05-04T00:30:00+0200", "2026-05-03"],
    ["2025-10-05T00:00:00+00:00", "2025-10-05"],
  ])("%s is %s in UTC", (text, day) => expect(readDay(text)).toBe(day));

  test.each(["05/04/2026", "04.05.2026", "2026-02-30", "2026-13-01", "1970-01-01", "2026-05", "May 4", ""])(
    "%j is no day that is sure",
    (text) => expect(readDay(text)).toBeNull(),
  );

  test("that promptprof writes is read as the same day, and the next one starts a day later", () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2099, 0, 1) }), (time) => {
        const day = dayOf(time);
        expect(readDay(new Date(time).toISOString())).toBe(day);
        expect(dayStart(dayAfter(day)) - dayStart(day)).toBe(86_400_000);
        expect(daysBetween(day, dayAfter(day))).toHaveLength(2);
      }),
    );
  });
});
