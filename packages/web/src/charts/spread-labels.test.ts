import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spreadLabels } from "./spread-labels.ts";

const GAP = 16;

test("labels with room stay where they want to be", () => {
  expect(spreadLabels([100, 20, 60], 200, GAP)).toEqual([100, 20, 60]);
});

test("labels that want the same place stand below each other, and within the plot", () => {
  expect(spreadLabels([50, 50], 200, GAP)).toEqual([50, 66]);
  expect(spreadLabels([198, 199], 200, GAP)).toEqual([176, 192]);
});

describe("whatever they want", () => {
  const labels = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 });

  test("no two overlap, all are inside, and their order is kept", () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const placed = spreadLabels(wanted, 200, GAP);
        const sorted = placed.toSorted((a, b) => a - b);
        expect(sorted.slice(1).every((top, i) => top - (sorted[i] ?? 0) >= GAP)).toBe(true);
        expect(placed.every((top) => top >= GAP / 2 && top <= 200 - GAP / 2)).toBe(true);
        for (const [i, a] of wanted.entries()) {
          for (const [j, b] of wanted.entries()) if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? 0);
        }
      }),
    );
  });
});
