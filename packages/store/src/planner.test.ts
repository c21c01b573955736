import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  planCalls,
  planRollups,
  readableStep,
  sourceOf,
  withSingleCalls,
  type PlannedQuestion,
} from "./planner.ts";
import type { CallSelection } from "./store.ts";
import { DEFAULT_RETENTION } from "./retention/retention.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS, type AnswerTable } from "./tables.ts";

const NOW = Date.UTC(2026, 10, 24, 12, 34, 56);
const TODAY = Date.UTC(2026, 10, 24);

function heldSince({ kept }: AnswerTable): number {
  const days = DEFAULT_RETENTION[kept];
  return days === null ? -Infinity : NOW - days * DAY_MS;
}

function ask(selection: CallSelection, more: Partial<PlannedQuestion> = {}): PlannedQuestion {
  return { selection, by: null, stepMs: null, heldSince, ...more };
}

function minute(time: number): number {
  return (time - TODAY) / MINUTE_MS;
}

/** `table from..to`, in minutes since the start of today. */
function pieces(question: PlannedQuestion): string[] {
  return planRollups(question).pieces.map(
    ({ table, from, to }) => `${table.name} ${minute(from)}..${minute(to)}`,
  );
}

describe("a range from rollups", () => {
  test("is whole days inside, hours beside them and minutes at the ends", () => {
    const question = ask({ from: TODAY - 2 * DAY_MS - 90 * MINUTE_MS, to: TODAY + 61 * MINUTE_MS });
    expect(pieces(question)).toEqual([
      "rollup_minute -2970..-2940",
      "rollup_hour -2940..-2880",
      "rollup_day -2880..0",
      "rollup_hour 0..60",
      "rollup_minute 60..61",
    ]);
  });

  test("on whole days is days alone", () => {
    expect(pieces(ask({ from: TODAY - DAY_MS, to: TODAY }))).toEqual(["rollup_day -1440..0"]);
  });

  test("is whole weeks inside, unless it asks for versions, which weeks do not know", () => {
    const week = Math.floor(TODAY / WEEK_MS) * WEEK_MS;
    const range = { from: week - 2 * WEEK_MS - DAY_MS, to: week };
    expect(planRollups(ask(range)).pieces.map(({ table }) => table.name)).toEqual([
      "rollup_day",
      "rollup_week",
    ]);
    expect(planRollups(ask(range, { by: "version" })).pieces.map(({ table }) => table.name)).toEqual([
      "rollup_day",
    ]);
  });

  test("inside of a minute is that minute", () => {
    expect(pieces(ask({ from: TODAY + 1, to: TODAY + 2 }))).toEqual(["rollup_minute 0..1"]);
  });

  test("widens to hours where the minutes are gone, and to days where the hours are gone", () => {
    const old = TODAY - 20 * DAY_MS;
    expect(planRollups(ask({ from: old + 1, to: old + DAY_MS + 1 }))).toMatchObject({
      from: old,
      to: old + DAY_MS + HOUR_MS,
    });
    const older = TODAY - 500 * DAY_MS;
    expect(planRollups(ask({ from: older + 1, to: older + DAY_MS + 1 }))).toMatchObject({
      from: older,
      to: older + 2 * DAY_MS,
    });
  });

  test("by team is read from hours, and begins where the hours begin", () => {
    const plan = planRollups(ask({ from: TODAY - 600 * DAY_MS, to: TODAY, team: "care" }));
    expect(plan.main.name).toBe("rollup_hour");
    expect(plan.from).toBe(Date.UTC(2025, 9, 20, 13));
    expect(planRollups(ask({ from: 0, to: DAY_MS, team: "care" })).pieces).toEqual([]);
  });

  test("of nothing has no pieces", () => {
    expect(planRollups(ask({ from: TODAY, to: TODAY })).pieces).toEqual([]);
  });

  test("covers what was asked without gap or overlap, on the edges of its buckets", () => {
    const time = fc.integer({ min: NOW - 800 * DAY_MS, max: NOW + DAY_MS });
    const step = fc.option(fc.integer({ min: 1, max: 40 * DAY_MS }));
    fc.assert(
      fc.property(time, time, step, (a, b, stepMs) => {
        fc.pre(a !== b);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const plan = planRollups(ask({ from, to }, { stepMs }));
        expect(plan.from).toBeLessThanOrEqual(from);
        expect(plan.to).toBeGreaterThanOrEqual(to);
        expect(plan.to - plan.from).toBeLessThan(to - from + 2 * DAY_MS);
        let end = plan.from;
        for (const piece of plan.pieces) {
          expect(piece.from).toBe(end);
          expect(piece.to).toBeGreaterThan(piece.from);
          expect([piece.from % piece.table.bucketMs, piece.to % piece.table.bucketMs]).toEqual([0, 0]);
          expect(piece.from).toBeGreaterThanOrEqual(heldSince(piece.table));
          if (plan.stepMs !== null) expect(plan.stepMs % piece.table.bucketMs).toBe(0);
          end = piece.to;
        }
        expect(end).toBe(plan.to);
        expect(plan.pieces.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe("points over time", () => {
  test("come from the coarsest buckets that fit into the step", () => {
    const range = { from: TODAY - 2 * DAY_MS, to: TODAY };
    expect(planRollups(ask(range, { stepMs: 15 * MINUTE_MS })).main.name).toBe("rollup_minute");
    expect(planRollups(ask(range, { stepMs: HOUR_MS })).main.name).toBe("rollup_hour");
    expect(planRollups(ask(range, { stepMs: DAY_MS })).main.name).toBe("rollup_day");
    const year = { from: TODAY - 365 * DAY_MS, to: TODAY };
    expect(planRollups(ask(year, { stepMs: 2 * WEEK_MS })).main.name).toBe("rollup_week");
    expect(planRollups(ask(year, { stepMs: 10 * DAY_MS })).main.name).toBe("rollup_day");
  });

  test("are as wide as the buckets that the start of the range still has", () => {
    const range = { from: TODAY - 20 * DAY_MS, to: TODAY };
    expect(sourceOf(planRollups(ask(range, { stepMs: MINUTE_MS }))).step).toBe(HOUR_MS);
  });

  test("are no more than people and machines can bear", () => {
    const year = { from: TODAY - 300 * DAY_MS, to: TODAY };
    expect(planCalls(ask(year, { stepMs: 1000 })).stepMs).toBe(HOUR_MS);
  });

  test.each([
    [1, 1000],
    [1001, 2000],
    [61_000, 2 * MINUTE_MS],
    [4 * HOUR_MS, 6 * HOUR_MS],
    [13 * HOUR_MS, DAY_MS],
    [2.5 * DAY_MS, 3 * DAY_MS],
  ])("a step of %d ms is rounded up to %d", (wanted, step) => expect(readableStep(wanted)).toBe(step));
});

describe("single calls beside rollups", () => {
  const selection = { from: TODAY - DAY_MS - 90_001, to: TODAY + 90_001 };
  const question = ask(selection);
  const plan = planRollups(question);

  test("replace the minutes at the ends, and cut the range where it was cut", () => {
    const { pieces: replaced, from, to, main, rows } = withSingleCalls(plan, [5, 1000, 5], question, 10);
    expect(replaced.map(({ table }) => table.name)).toEqual(["calls", "rollup_day", "calls"]);
    expect({ from, to }).toEqual(selection);
    expect([main.name, rows]).toEqual(["rollup_day", "buckets"]);
  });

  test("stay minutes where there are many calls", () => {
    const { pieces: kept } = withSingleCalls(plan, [11, 1000, 5], question, 10);
    expect(kept.map(({ table }) => table.name)).toEqual(["rollup_minute", "rollup_day", "calls"]);
  });
});
