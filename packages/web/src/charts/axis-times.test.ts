import { expect, test } from "vitest";
import { axisTimes } from "./axis-times.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (month: number, day: number, hour = 0, year = 2026) =>
  new Date(year, month - 1, day, hour).getTime();
const NOW = at(11, 24, 15);

test("hours have their date at the first tick and where a day begins", () => {
  const ticks = [at(11, 23, 18), at(11, 24, 0), at(11, 24, 6)];
  expect(axisTimes(ticks, 6 * HOUR, NOW)).toEqual(["18:00\n23 Nov", "00:00\n24 Nov", "06:00"]);
});

test("seconds are shown where ticks are that close", () => {
  expect(axisTimes([at(11, 24, 6), at(11, 24, 6) + 15_000], 15_000, NOW)).toEqual([
    "06:00:00\n24 Nov",
    "06:00:15",
  ]);
});

test("days have a year only where it is not this one, or changes", () => {
  expect(axisTimes([at(11, 22), at(11, 23)], DAY, NOW)).toEqual(["22 Nov", "23 Nov"]);
  expect(axisTimes([at(12, 31, 0, 2025), at(1, 1)], DAY, NOW)).toEqual(["31 Dec\n2025", "1 Jan\n2026"]);
});

test("months are named alone", () => {
  expect(axisTimes([at(9, 1), at(10, 1)], 30 * DAY, NOW)).toEqual(["Sept", "Oct"]);
});
