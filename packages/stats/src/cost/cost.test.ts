import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vectors } from "../vectors.case.ts";
import { lmdiEffects } from "./lmdi.ts";
import { shapleyEffects } from "./shapley.ts";
import type { CostEffects, Spending } from "./spending.ts";

interface Period {
  readonly V: number;
  readonly seg: Record<
    string,
    { readonly mix: number; readonly tok: Record<string, number>; readonly price: Record<string, number> }
  >;
}

type Effects = Record<"volume" | "mix" | "tokens_per_call" | "price", number>;

interface Known {
  readonly cases: readonly {
    readonly input: { readonly period0: Period; readonly period1: Period };
    readonly expected: { readonly delta: number; readonly lmdi: Effects; readonly shapley: Effects };
  }[];
}

const known = vectors<Known>("18_cost_decomposition");

function spendingOf({ V, seg }: Period): Spending {
  const segments = Object.entries(seg).map(([name, { mix, tok, price }]) => {
    const kinds = Object.entries(tok).map(([kind, tokens]) => [kind, { tokens, price: price[kind] ?? NaN }]);
    return [name, { mix, kinds: Object.fromEntries(kinds) }];
  });
  return { calls: V, segments: Object.fromEntries(segments) };
}

const close = (x: number): number => expect.closeTo(x, 9);

function near({ volume, mix, tokens_per_call, price }: Effects): object {
  return { calls: close(volume), mix: close(mix), tokens: close(tokens_per_call), price: close(price) };
}

function costOf({ calls, segments }: Spending): number {
  const parts = Object.values(segments).flatMap(({ mix, kinds }) =>
    Object.values(kinds).map(({ tokens, price }) => calls * mix * tokens * price),
  );
  return parts.reduce((sum, x) => sum + x, 0);
}

function total({ calls, mix, tokens, price }: CostEffects): number {
  return calls + mix + tokens + price;
}

describe.skipIf(known === null)("known answers", () => {
  test.each(known?.cases ?? [])("a change of $expected.delta", ({ input, expected }) => {
    const [before, after] = [spendingOf(input.period0), spendingOf(input.period1)];
    expect(lmdiEffects(before, after)).toEqual(near(expected.lmdi));
    expect(shapleyEffects(before, after)).toEqual(near(expected.shapley));
  });
});

const amount = fc.double({ min: 0.01, max: 1000, noNaN: true });
const spent = fc.record({ tokens: amount, price: amount });
const segment = fc.record({
  mix: fc.double({ min: 0.01, max: 1, noNaN: true }),
  kinds: fc.record({ input: spent, output: spent }),
});
const full = fc.record({ calls: amount, segments: fc.record({ small: segment, large: segment }) });
const partial = fc.record({
  calls: amount,
  segments: fc.record({ small: segment, large: segment }, { requiredKeys: [] }),
});

describe("laws", () => {
  test("effects sum to the change of cost", () => {
    fc.assert(
      fc.property(full, full, (before, after) => {
        const [change, scale] = [costOf(after) - costOf(before), costOf(after) + costOf(before)];
        const logarithmic = lmdiEffects(before, after);
        expect(Math.abs((logarithmic === null ? NaN : total(logarithmic)) - change)).toBeLessThan(
          1e-9 * scale,
        );
        expect(Math.abs(total(shapleyEffects(before, after)) - change)).toBeLessThan(1e-9 * scale);
      }),
    );
  });

  test("they do with segments that appear and vanish, and back is the opposite of there", () => {
    fc.assert(
      fc.property(partial, partial, (before, after) => {
        const [there, back] = [shapleyEffects(before, after), shapleyEffects(after, before)];
        const scale = 1 + costOf(after) + costOf(before);
        expect(Math.abs(total(there) - (costOf(after) - costOf(before)))).toBeLessThan(1e-9 * scale);
        expect(Math.abs(there.mix + back.mix)).toBeLessThan(1e-9 * scale);
      }),
    );
  });

  test("what did not change has no effect", () => {
    fc.assert(
      fc.property(full, amount, (before, calls) => {
        const after = { ...before, calls };
        for (const effects of [lmdiEffects(before, after), shapleyEffects(before, after)]) {
          expect([effects?.mix, effects?.tokens, effects?.price].map((x) => Math.abs(x ?? NaN))).toEqual([
            0, 0, 0,
          ]);
        }
      }),
    );
  });
});

test("all of the cost of a new segment lies in the mix, and logarithms decline it", () => {
  const kinds = { input: { tokens: 1000, price: 0.000_002 } };
  const before = { calls: 100, segments: { old: { mix: 1, kinds } } };
  const after = { calls: 100, segments: { old: { mix: 0.5, kinds }, new: { mix: 0.5, kinds } } };
  expect(lmdiEffects(before, after)).toBeNull();
  expect(shapleyEffects(before, after)).toEqual({
    calls: 0,
    mix: expect.closeTo(0, 12),
    tokens: 0,
    price: 0,
  });
  const doubled = { calls: 100, segments: { old: { mix: 1, kinds }, new: { mix: 1, kinds } } };
  expect(shapleyEffects(before, doubled).mix).toBeCloseTo(0.2, 12);
});
