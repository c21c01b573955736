import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { theInterval } from "../interval.case.ts";
import { seededRandom } from "../random.ts";
import { vectors } from "../vectors.case.ts";
import { leastForQuantile, orderRanks } from "./order-ranks.ts";
import { quantileInterval } from "./quantile-interval.ts";
import { quantileName } from "./quantile-name.ts";

interface Ranks {
  readonly input: { readonly n: number; readonly p: number; readonly conf: number };
  readonly expected: {
    readonly lower_rank: number;
    readonly upper_rank: number;
    readonly actual_coverage: number;
  };
}

const PARTS = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;

interface Known {
  readonly min_n: Record<"two_sided95" | "upper_one_sided95", Record<keyof typeof PARTS, number>>;
  readonly ranks: readonly Ranks[];
}

const known = vectors<Known>("09_quantile_ci");

describe.skipIf(known === null)("known answers of scipy", () => {
  test.each(known?.ranks ?? [])("$input", ({ input: { n, p, conf }, expected }) => {
    expect(orderRanks(n, p, conf)).toEqual({
      lower: expected.lower_rank,
      upper: expected.upper_rank,
      coverage: expect.closeTo(expected.actual_coverage, 9),
    });
  });

  test.each(Object.entries(PARTS))("%s takes as many observations as published", (name, p) => {
    const key = name as keyof typeof PARTS;
    expect(leastForQuantile(p, 0.95)).toBe(known?.min_n.two_sided95[key]);
    // A one-sided bound leaves all of 5 % on its side, as a two-sided interval at 90 % does.
    expect(leastForQuantile(p, 0.9)).toBe(known?.min_n.upper_one_sided95[key]);
    expect(quantileName(p)).toBe(name);
  });
});

test("the median of Go's six numbers lies between the least and the greatest", () => {
  expect(quantileInterval([-10, 2, 3, 4, 5, 6], 0.5)).toMatchObject({
    estimate: 3.5,
    low: -10,
    high: 6,
    warnings: [],
  });
});

test("p99 from 40 observations is bounded from below alone, and says so", () => {
  const sample = Array.from({ length: 40 }, (_, i) => i);
  expect(quantileInterval(sample, 0.99)).toMatchObject({
    low: 37,
    high: Infinity,
    warnings: ["p99 from 40 observations: nothing bounds it from above below 368"],
  });
});

test("the median of 4 is no number", () => {
  expect(quantileInterval([1, 2, 3, 4], 0.5)).toEqual({
    n: 4,
    needed: 6,
    reason: "p50 from 4 observations: a 95 % interval takes 6",
  });
});

test("any rising scale leaves the interval where it is", () => {
  const sample = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 8, maxLength: 60 });
  fc.assert(
    fc.property(sample, (xs) => {
      const [one, cubed] = [
        quantileInterval(xs, 0.5),
        quantileInterval(
          xs.map((x) => x ** 3),
          0.5,
        ),
      ].map(theInterval);
      expect([cubed?.low, cubed?.high]).toEqual([one?.low, one?.high].map((x) => (x ?? NaN) ** 3));
    }),
  );
});

test("the interval of p90 from 100 holds the truth at least 95 times of 100", () => {
  const random = seededRandom(7);
  let covered = 0;
  for (let run = 0; run < 2000; run++) {
    const { low, high } = theInterval(quantileInterval(Array.from({ length: 100 }, random), 0.9));
    if (low <= 0.9 && 0.9 <= high) covered++;
  }
  expect(covered / 2000).toBeGreaterThan(0.94);
  expect(covered / 2000).toBeLessThan(0.985);
});
