import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SearchReader } from "../search/search-reader.ts";
import {
  drawnSpan,
  isLive,
  PRESETS,
  rangeOf,
  rangeSearch,
  readRange,
  shiftSpan,
  spanOf,
} from "./time-range.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 24, 14, 5);

function read(raw: Record<string, string>) {
  const reader = new SearchReader(raw);
  return { search: readRange(reader, raw), problems: reader.problems };
}

describe("a range in the address", () => {
  test("nothing means the last 24 hours", () => {
    expect(rangeOf(read({}).search)).toEqual({ kind: "preset", preset: "24h" });
  });

  test("epoch milliseconds and ISO 8601 mean the same", () => {
    const iso = read({ from: "2026-11-24T00:00:00Z", to: "2026-11-24T12:00:00Z" });
    const epoch = read({ from: String(Date.UTC(2026, 10, 24)), to: String(Date.UTC(2026, 10, 24, 12)) });
    expect(iso).toEqual(epoch);
    expect(iso.problems).toEqual([]);
  });

  test.each([
    [{ range: "banana" }, "range: “banana” is not understood"],
    [{ from: "soon", to: "2026-11-24T12:00:00Z" }, "from: “soon” is not understood"],
    [{ from: "2026-11-24T12:00:00Z" }, "need each other"],
    [{ from: "2026-11-24T12:00:00Z", to: "2026-11-24T11:00:00Z" }, "wrong order"],
    [{ from: "9999999999999999999", to: "1" }, "from: “9999999999999999999” is not understood"],
  ])("%j falls back and says so", (raw, problem) => {
    const { search, problems } = read(raw);
    expect(rangeOf(search)).toEqual({ kind: "preset", preset: "24h" });
    expect(problems.join("\n")).toContain(problem);
  });

  test("every preset reads back from its own address", () => {
    for (const preset of PRESETS) {
      const search = rangeSearch({ kind: "preset", preset });
      expect(rangeOf(search)).toEqual({ kind: "preset", preset });
    }
  });

  test("two instants read back from their own address, to the millisecond", () => {
    const instants = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 1e12 }), (from, length) => {
        const range = { kind: "fixed", from, to: from + length } as const;
        const { from: first, to: last } = rangeSearch(range);
        expect(rangeOf(read({ from: first ?? "", to: last ?? "" }).search)).toEqual(range);
      }),
    );
  });
});

describe("what a range means now", () => {
  test("a preset ends now", () => {
    expect(spanOf({ kind: "preset", preset: "6h" }, NOW, null)).toEqual({ from: NOW - 6 * HOUR, to: NOW });
  });

  test("all history begins with the first call, and is never narrower than an hour", () => {
    const all = { kind: "preset", preset: "all" } as const;
    expect(spanOf(all, NOW, NOW - 400 * HOUR)).toEqual({ from: NOW - 400 * HOUR, to: NOW });
    expect(spanOf(all, NOW, NOW - 1000)).toEqual({ from: NOW - HOUR, to: NOW });
    expect(spanOf(all, NOW, null)).toEqual({ from: NOW - 24 * HOUR, to: NOW });
  });

  test("only a range that has not ended is live", () => {
    expect(isLive({ kind: "preset", preset: "1y" }, NOW)).toBe(true);
    expect(isLive({ kind: "fixed", from: 0, to: NOW + 1 }, NOW)).toBe(true);
    expect(isLive({ kind: "fixed", from: 0, to: NOW }, NOW)).toBe(false);
  });
});

test("there and back again is the same range", () => {
  const span = { from: NOW - HOUR, to: NOW };
  expect(shiftSpan(shiftSpan(span, -1), 1)).toEqual(span);
});

test("a drawn range is whole seconds, ordered, and at least ten seconds long", () => {
  expect(drawnSpan(5_400, 25_600, NOW)).toEqual({ from: 5_000, to: 26_000 });
  expect(drawnSpan(25_600, 5_400, NOW)).toEqual({ from: 5_000, to: 26_000 });
  expect(drawnSpan(5_400, 5_401, NOW)).toEqual({ from: 5_000, to: 15_000 });
});

test("zooming out ends now and begins in 1970 at the earliest", () => {
  expect(drawnSpan(NOW - HOUR, NOW + HOUR, NOW)).toEqual({ from: NOW - HOUR, to: NOW });
  expect(drawnSpan(-HOUR, HOUR, NOW)).toEqual({ from: 0, to: HOUR });
});
