import { describe, expect, test } from "vitest";
import { formatAgo, formatBucket, formatInstant, formatMinute, formatSpan } from "./time.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// Local times, so that the tests hold in every zone.
const at = (year: number, month: number, day: number, hour = 0, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).getTime();

describe("times are local, with 24 hours, and with the year only where it is not this one", () => {
  const now = at(2026, 11, 24, 15);
  test("this year", () => expect(formatMinute(at(2026, 11, 24, 14, 5), now)).toBe("24 Nov, 14:05"));
  test("another year", () => expect(formatMinute(at(2024, 3, 1, 0, 5), now)).toBe("1 Mar 2024, 00:05"));
  test("everything that is known", () =>
    expect(formatInstant(at(2026, 11, 24, 14, 5) + 123)).toMatch(/^24 Nov 2026, 14:05:00.123 \S+/));
});

describe("formatBucket", () => {
  const now = at(2026, 11, 24, 15);
  test("minutes", () => expect(formatBucket(at(2026, 11, 24, 14), 600_000, now)).toBe("24 Nov, 14:00–14:10"));
  test("a day", () => expect(formatBucket(at(2026, 11, 24), DAY, now)).toBe("24 Nov 2026"));
  test("a week", () => expect(formatBucket(at(2026, 11, 2), 7 * DAY, now)).toBe("2 Nov 2026 – 8 Nov 2026"));
});

test("how long ago is in the largest unit that fits", () => {
  expect(formatAgo(1000, 900)).toBe("just now");
  expect(formatAgo(0, 42_000)).toBe("42 s ago");
  expect(formatAgo(0, 59_999)).toBe("59 s ago");
  expect(formatAgo(0, 3 * 60_000)).toBe("3 m ago");
  expect(formatAgo(0, 5 * HOUR)).toBe("5 h ago");
  expect(formatAgo(0, 12 * DAY)).toBe("12 d ago");
});

test("a span has two units at most", () => {
  expect(formatSpan(24 * HOUR)).toBe("24 h");
  expect(formatSpan(7 * DAY)).toBe("7 d");
  expect(formatSpan(30 * HOUR)).toBe("30 h");
  expect(formatSpan(2 * DAY + 6 * HOUR)).toBe("2 d 6 h");
  expect(formatSpan(90_000)).toBe("1 m 30 s");
  expect(formatSpan(7_199_999)).toBe("1 h 59 m");
});
