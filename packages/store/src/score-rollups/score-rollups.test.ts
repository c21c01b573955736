import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { DAY_MS, HOUR_MS } from "../tables.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { scoreLaws } from "./score-laws.case.ts";
import { planScores } from "./score-plan.ts";

scoreLaws("ClickHouse in the process", () => openEmbeddedEngine(temporaryFolder()));

describe("where sums of scores are read", () => {
  const TODAY = Date.UTC(2026, 10, 24);

  test("whole days inside and hours at the ends, days alone where the hours have gone", () => {
    const range = { from: TODAY - 2 * DAY_MS - 5, to: TODAY + 5 };
    expect(planScores(range, -Infinity)).toEqual([
      { table: "score_hour", from: TODAY - 2 * DAY_MS - HOUR_MS, to: TODAY - 2 * DAY_MS },
      { table: "score_day", from: TODAY - 2 * DAY_MS, to: TODAY },
      { table: "score_hour", from: TODAY, to: TODAY + HOUR_MS },
    ]);
    expect(planScores({ from: TODAY - 9 * DAY_MS + 5, to: TODAY }, TODAY - DAY_MS)).toEqual([
      { table: "score_day", from: TODAY - 9 * DAY_MS, to: TODAY },
    ]);
  });

  test("any range is covered without gaps, by whole buckets, and by hours only where they are", () => {
    const time = fc.integer({ min: TODAY - 900 * DAY_MS, max: TODAY });
    fc.assert(
      fc.property(time, time, time, (a, b, since) => {
        fc.pre(a !== b);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const pieces = planScores({ from, to }, since);
        expect(pieces[0]?.from).toBeLessThanOrEqual(from);
        expect(pieces.at(-1)?.to).toBeGreaterThanOrEqual(to);
        for (const [i, piece] of pieces.entries()) {
          const bucket = piece.table === "score_day" ? DAY_MS : HOUR_MS;
          expect([piece.from % bucket, piece.to % bucket]).toEqual([0, 0]);
          expect(piece.from).toBeLessThan(piece.to);
          if (piece.table === "score_hour") expect(piece.from).toBeGreaterThanOrEqual(since);
          if (i > 0) expect(piece.from).toBe(pieces[i - 1]?.to);
        }
      }),
    );
  });
});
