import { describe, expect, test } from "vitest";
import type { Count } from "../proportions/count.ts";
import { vectors } from "../vectors.case.ts";
import {
  burnRate,
  burnThreshold,
  isBurning,
  isMoreThanChance,
  leastBadEvents,
  timeToDetect,
} from "./burn-rate.ts";

interface Known {
  readonly table: readonly {
    readonly period_days: number;
    readonly long: string;
    readonly budget_percent: number;
    readonly burn_rate: number;
  }[];
  readonly burns: readonly {
    readonly input: { readonly slo: number; readonly total: number; readonly bad: number };
    readonly expected: { readonly burn_rate: number };
  }[];
  readonly detection: readonly {
    readonly input: Record<"slo" | "error_rate" | "window_h" | "burn", number>;
    readonly expected: { readonly detect_minutes: number };
  }[];
  readonly scenarios: readonly {
    readonly name: string;
    readonly expected: readonly {
      readonly rule: keyof typeof RULES;
      readonly firing_minutes: readonly (readonly number[])[];
    }[];
  }[];
  readonly low_traffic_guard: readonly {
    readonly input: Record<"slo" | "total_long_window" | "bad" | "alpha", number>;
    readonly expected: { readonly min_bad_events: number; readonly allow_alert: boolean };
  }[];
}

const known = vectors<Known>("24_slo_burn_rate");

/** Long and short window in minutes, and the threshold. */
const RULES = {
  page_quick: [60, 5, 14.4],
  page_slow: [360, 30, 6],
  ticket_quick: [1440, 120, 3],
  ticket_slow: [4320, 360, 1],
} as const;

describe.skipIf(known === null)("known answers", () => {
  test.each(known?.table ?? [])("$budget_percent % of $period_days days in $long", (row) => {
    const hours = Number.parseFloat(row.long);
    const burn = burnThreshold(row.budget_percent / 100, row.period_days * 24, hours, 0.999);
    expect(burn).toBeCloseTo(row.burn_rate, 9);
  });

  test.each(known?.burns ?? [])("$input", ({ input: { slo, total, bad }, expected }) => {
    expect(burnRate({ events: bad, n: total }, slo)).toBeCloseTo(expected.burn_rate, 9);
  });

  test.each(known?.detection ?? [])("time to detect $input", ({ input, expected }) => {
    const hours = timeToDetect(input.slo, input.error_rate, input.burn, input.window_h);
    expect(hours * 60).toBeCloseTo(expected.detect_minutes, 9);
  });

  test.each(known?.low_traffic_guard ?? [])(
    "$input",
    ({ input: { slo, total_long_window: n, bad, alpha }, expected }) => {
      const least = leastBadEvents(n, slo, alpha);
      expect(least).toBe(expected.min_bad_events);
      expect(isMoreThanChance({ events: bad, n }, slo, alpha)).toBe(expected.allow_alert);
    },
  );

  test.each(known?.scenarios ?? [])("$name", ({ name, expected }) => {
    for (const { rule, firing_minutes } of expected) {
      expect(firing(rule, name.startsWith("2%") ? TWO_PERCENT : HALF_A_PERCENT)).toEqual(firing_minutes);
    }
  });
});

interface Outage {
  readonly from: number;
  readonly to: number;
  /** Of 200 calls a minute. */
  readonly bad: number;
}

const TWO_PERCENT: Outage = { from: 600, to: 780, bad: 4 };
const HALF_A_PERCENT: Outage = { from: 300, to: 1440, bad: 1 };

/** The first and last minutes of every alert of a day. */
function firing(rule: keyof typeof RULES, { from, to, bad }: Outage): number[][] {
  const [long, short, threshold] = RULES[rule];
  const spans: number[][] = [];
  for (let minute = 1; minute <= 1440; minute++) {
    const counted = (window: number): Count => {
      const start = Math.max(0, minute - window);
      return {
        events: bad * Math.max(0, Math.min(minute, to) - Math.max(start, from)),
        n: 200 * (minute - start),
      };
    };
    if (!isBurning(counted(long), counted(short), 0.999, threshold)) continue;
    const last = spans.at(-1);
    if (last?.[1] === minute - 1) last[1] = minute;
    else spans.push([minute, minute]);
  }
  return spans;
}

const of40 = (events: number): Count => ({ events, n: 40 });

test("one failure of 40 calls burns 25 times the budget, and is chance; two are not", () => {
  expect(isBurning(of40(1), of40(1), 0.999, 14.4)).toBe(true);
  expect([1, 2].map((bad) => isMoreThanChance(of40(bad), 0.999))).toEqual([false, true]);
});

test("no calls are not a good sign, nor a bad one", () => {
  const none = { events: 0, n: 0 };
  expect(isBurning(none, none, 0.99, 1)).toBe(false);
});

test("an objective of 90 % alerts below a burn of 10, which is all errors", () => {
  expect(burnThreshold(0.02, 720, 1, 0.9)).toBeCloseTo(9, 9);
});
