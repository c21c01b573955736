import { XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributions } from "./distributions.ts";
import { flameDiff } from "./flame-diff.ts";
import { flameTree } from "./flame-tree.ts";
import { intervalBar } from "./interval-bar.ts";
import { logTicks, ticks } from "./scale.ts";
import { paretoFront, tradeOff } from "./trade-off.ts";

const text = fc.string({ unit: "binary", maxLength: 40 });
const weight = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));

function flawsOf(markup: string | undefined): unknown[] {
  if (markup === undefined) return [];
  const numbers = markup.replaceAll(/<title>[^<]*|aria-label="[^"]*"|>[^<]*/gu, "");
  const read = XMLValidator.validate(markup);
  return [...(read === true ? [] : [read]), ...(numbers.match(/NaN|Infinity|undefined/u) ?? [])];
}

describe("every picture is well-formed and has no number that is none, whatever it draws", () => {
  test("intervals, open ends and those beyond the axis included", () => {
    const end = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-Infinity, Infinity));
    fc.assert(
      fc.property(end, end, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(
          flawsOf(
            intervalBar({ estimate: Number.isFinite(low) ? low : 0, low, high, verdict: "worse" }).markup,
          ),
        ).toEqual([]);
      }),
    );
  });

  test("distributions", () => {
    const latencies = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e7, noNaN: true })), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(latencies, latencies, text, (base, head, label) => {
        expect(flawsOf(distributions({ base, head, label, writeTick: String })?.markup)).toEqual([]);
      }),
    );
  });

  test("flame graphs", () => {
    const leaf = fc.record({ path: text, base: weight, head: weight });
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 12 }), text, (leaves, label) => {
        expect(
          flawsOf(flameDiff({ root: flameTree("all", leaves), label, write: () => "" })?.markup),
        ).toEqual([]);
      }),
    );
  });

  test("trade-offs", () => {
    const point = fc.record({
      mark: text,
      title: text,
      cost: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      quality: fc.double({ min: -1, max: 1, noNaN: true }),
      side: fc.constantFrom("base" as const, "head" as const),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), text, (points, label) => {
        expect(flawsOf(tradeOff({ points, label, writeCost: String, writeQuality: String })?.markup)).toEqual(
          [],
        );
      }),
    );
  });
});

test("no point of the front is beaten, and every other point is", () => {
  const points = fc.array(
    fc.record({ cost: fc.integer({ min: 1, max: 9 }), quality: fc.integer({ min: 0, max: 9 }) }),
  );
  fc.assert(
    fc.property(points, (all) => {
      const front = paretoFront(all);
      for (const point of all) {
        const beaten = all.some(
          (other) =>
            other.cost <= point.cost &&
            other.quality >= point.quality &&
            (other.cost < point.cost || other.quality > point.quality),
        );
        expect(front.includes(point)).toBe(!beaten);
      }
    }),
  );
});

test("a flame graph keeps weights and order, and tells new from removed", () => {
  const root = flameTree("all", [
    { path: "system/rules", base: 10, head: 20 },
    { path: "user", base: 5, head: null },
    { path: "system/new", base: null, head: 3 },
  ]);
  expect(root).toMatchObject({ base: 15, head: 23 });
  expect(root.children.map(({ name }) => name)).toEqual(["system", "user"]);
  const markup = flameDiff({ root, label: "x", write: () => "" })?.markup ?? "";
  expect(markup.match(/hatch/gu)).toHaveLength(1);
  expect(markup).toContain("removed: user");
});

test("ticks are round and inside the range", () => {
  expect(ticks(0.83, 0.92)).toEqual([0.85, 0.9]);
  expect(ticks(5, 5)).toEqual([5]);
  expect(logTicks(90, 2500)).toEqual([100, 200, 500, 1000, 2000]);
});
