import { expect, test } from "vitest";
import { DAY_MS } from "../tables.ts";
import { heldSince } from "./held-since.ts";
import { DEFAULT_RETENTION, type Retention } from "./retention.ts";

const NOW = Date.UTC(2026, 10, 24);

const kept = (calls: number | null, projects: Retention["projects"] = {}): Retention => ({
  ...DEFAULT_RETENTION,
  calls,
  projects,
});

const changedDaysAgo = (days: number, retention: Retention) => ({ at: NOW - days * DAY_MS, retention });

/** Days since when all calls are there. */
function days(changes: Parameters<typeof heldSince>[0], project?: string): number {
  return (NOW - heldSince(changes, "calls", project, NOW)) / DAY_MS;
}

test("without a change the defaults hold", () => {
  expect(days([])).toBe(90);
  expect(heldSince([], "days", undefined, NOW)).toBe(-Infinity);
});

test("a shorter retention holds at once", () => {
  expect(days([changedDaysAgo(1, kept(30))])).toBe(30);
});

test("a longer one brings nothing back, and grows day by day", () => {
  expect(days([changedDaysAgo(5, kept(null))])).toBe(95);
  expect(days([changedDaysAgo(500, kept(365))])).toBe(365);
  expect(days([changedDaysAgo(20, kept(7)), changedDaysAgo(1, kept(365))])).toBe(8);
});

test("a project has its own, and a question about all of them has the shortest", () => {
  const changes = [changedDaysAgo(600, kept(90, { checkout: null, scratch: 7 }))];
  expect(days(changes, "scratch")).toBe(7);
  expect(days(changes, "checkout")).toBe(690);
  expect(days(changes, "another")).toBe(90);
  expect(days(changes)).toBe(7);
});
