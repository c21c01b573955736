import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forestAxis, type ForestEntry, forestMarks } from "./forest.ts";

const slower: ForestEntry = { estimate: 0.46, low: 0.44, high: 0.49, margin: 0.05 };

describe("a forest plot of ratios", () => {
  test("shows nothing in the middle, half as far to the left as double to the right", () => {
    const axis = forestAxis([slower, { estimate: 1, low: 1, high: 1, margin: 0.05 }], "ratio");
    const at = (estimate: number) =>
      forestMarks({ estimate, low: estimate, high: estimate, margin: 0.05 }, axis).point;
    expect(at(0)).toBe(0.5);
    expect(at(1) - 0.5).toBeCloseTo(0.5 - at(-0.5), 12);
  });

  test("cuts an interval that is open to one side, and says so", () => {
    const open = { ...slower, low: null };
    const marks = forestMarks(open, forestAxis([open], "ratio"));
    expect(marks).toMatchObject({ from: 0, isCutLeft: true, isCutRight: false });
  });

  test("what fell by all that there was is cut, not drawn at infinity", () => {
    const gone = { estimate: -0.5, low: -1, high: -0.2, margin: 0.05 };
    expect(forestMarks(gone, forestAxis([gone], "ratio"))).toMatchObject({ from: 0, isCutLeft: true });
  });

  test("one wild interval does not flatten the others", () => {
    const wild = { estimate: 0.1, low: -0.99, high: 800, margin: 0.05 };
    const axis = forestAxis([slower, wild], "ratio");
    const { from, to } = forestMarks(slower, axis);
    expect(forestMarks(wild, axis)).toMatchObject({ isCutLeft: true, isCutRight: true });
    expect(to - from).toBeGreaterThan(0.01);
  });
});

describe("any forest plot", () => {
  const entry = fc
    .tuple(
      fc.double({ min: -0.9, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 0.09, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    )
    .map(([estimate, below, above, margin]) => ({
      estimate,
      low: estimate - below,
      high: estimate + above,
      margin,
    }));
  const kind = fc.constantFrom("ratio" as const, "difference" as const);

  test("keeps the order of low, estimate and high, within its edges", () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), kind, (entries, scale) => {
        const axis = forestAxis(entries, scale);
        for (const { from, point, to } of entries.map((one) => forestMarks(one, axis))) {
          expect(0 <= from && from <= point && point <= to && to <= 1).toBe(true);
        }
      }),
    );
  });

  test("never cuts an estimate or a margin", () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), kind, (entries, scale) => {
        const axis = forestAxis(entries, scale);
        for (const { point, margin } of entries.map((one) => forestMarks(one, axis))) {
          expect(Math.min(point, margin.from)).toBeGreaterThan(0);
          expect(Math.max(point, margin.to)).toBeLessThan(1);
        }
      }),
    );
  });

  test("has three ticks in their order, with nothing in the middle", () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), kind, (entries, scale) => {
        const [left, middle, right] = forestAxis(entries, scale).ticks;
        expect(middle).toEqual({ value: 0, x: 0.5 });
        expect(left?.x).toBeGreaterThanOrEqual(0);
        expect(left?.x).toBeLessThan(0.5);
        expect(right?.x).toBeGreaterThan(0.5);
        expect(right?.x).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("nothing but zeros has an axis too", () => {
    expect(forestAxis([], "difference").reach).toBeGreaterThan(0);
  });
});
