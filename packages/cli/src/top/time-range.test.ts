import { describe, expect, test } from "vitest";
import { QuestionError } from "../question-error.ts";
import { askedRange } from "./time-range.ts";

const now = Date.parse("2026-11-24T14:05:00Z");
const HOUR = 3_600_000;

describe("the range of a question", () => {
  test("is the last 24 hours when nothing is said", () => {
    expect(askedRange({}, now)).toEqual({ from: now - 24 * HOUR, to: now });
  });

  test.each([
    ["90m", 1.5],
    ["24h", 24],
    ["7d", 168],
    ["2w", 336],
  ])("--last %s starts so many hours back", (last, hours) => {
    expect(askedRange({ last }, now)).toEqual({ from: now - hours * HOUR, to: now });
  });

  test("--last all has no start", () => {
    expect(askedRange({ last: "all" }, now)).toEqual({ from: null, to: now });
  });

  test("--last counts back from --to", () => {
    const range = askedRange({ last: "1h", to: "2026-01-01T00:00:00Z" }, now);
    expect(range.from).toBe(Date.parse("2025-12-31T23:00:00Z"));
  });

  test("a time without a zone is UTC, wherever the command runs", () => {
    const { from } = askedRange({ from: "2026-11-01T12:00" }, now);
    expect(from).toBe(Date.parse("2026-11-01T12:00:00Z"));
    expect(askedRange({ from: "2026-11-01" }, now).from).toBe(Date.parse("2026-11-01T00:00:00Z"));
    expect(askedRange({ from: "2026-11-01T12:00:00+02:00" }, now).from).toBe(
      Date.parse("2026-11-01T10:00:00Z"),
    );
    expect(askedRange({ from: "1793534400000" }, now).from).toBe(1_793_534_400_000);
  });

  test.each([
    [{ last: "yesterday" }, '--last must be a number and m, h, d or w (24h, 7d), or all; got "yesterday"'],
    [{ last: "0h" }, '--last must be a number and m, h, d or w (24h, 7d), or all; got "0h"'],
    [{ from: "24.11.2026" }, '--from must be a time like 2026-11-24T14:00:00Z or epoch ms, got "24.11.2026"'],
    [{ to: "2026-13-01" }, '--to must be a time like 2026-11-24T14:00:00Z or epoch ms, got "2026-13-01"'],
    [
      { last: "1h", from: "2026-11-01" },
      "--last and --from both say where the range starts; give one of them",
    ],
    [
      { from: "2026-11-02", to: "2026-11-01" },
      "the range must start before it ends, got 2026-11-02T00:00:00.000Z to 2026-11-01T00:00:00.000Z",
    ],
  ])("%o is told in one line", (options, message) => {
    expect(() => askedRange(options, now)).toThrow(new QuestionError(message));
  });
});
