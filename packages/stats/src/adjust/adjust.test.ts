import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vectors } from "../vectors.case.ts";
import { benjaminiHochberg, benjaminiYekutieli, eBenjaminiHochberg } from "./false-discovery.ts";
import { bonferroni, hochberg, holm } from "./family-wise.ts";

const methods = {
  BH: benjaminiHochberg,
  BY: benjaminiYekutieli,
  holm,
  hochberg,
  bonferroni,
} as const;
type Name = keyof typeof methods;

interface Known {
  readonly cases: readonly {
    readonly input: readonly number[];
    readonly expected: Record<Name, readonly number[]>;
    readonly rejected_BH_q05: readonly number[];
  }[];
  readonly e_bh: {
    readonly input: { readonly e_values: readonly number[]; readonly alpha: number };
    readonly expected: { readonly rejected: readonly number[] };
  };
}

const known = vectors<Known>("06_multiple_comparisons");

describe.skipIf(known === null)("known answers of R", () => {
  test.each(known?.cases ?? [])("$input", ({ input, expected, rejected_BH_q05 }) => {
    for (const [name, ps] of Object.entries(expected)) {
      expect(methods[name as Name](input)).toEqual(ps.map((p) => expect.closeTo(p, 12)));
    }
    const rejected = benjaminiHochberg(input).flatMap((p, i) => (p <= 0.05 ? [i] : []));
    expect(rejected).toEqual(rejected_BH_q05);
  });

  test("e-values", () => {
    const { e_values, alpha } = known?.e_bh.input ?? { e_values: [], alpha: 0 };
    expect(eBenjaminiHochberg(e_values, alpha)).toEqual(known?.e_bh.expected.rejected);
  });
});

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

const rising = (xs: readonly number[]): number[] => xs.toSorted((x, y) => x - y);

test.each(Object.entries(methods))(
  "%s keeps the order of ps, lowers none, and does not mind how they come",
  (_, adjust) => {
    fc.assert(
      fc.property(ps, (given) => {
        const adjusted = adjust(given);
        for (const [i, p] of given.entries()) expect(adjusted[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(adjust(rising(given))).toEqual(rising(adjusted));
        expect(adjust(given.toReversed())).toEqual(adjusted.toReversed());
      }),
    );
  },
);

test("one p needs no correction, and none is none", () => {
  for (const adjust of Object.values(methods)) expect([adjust([0.03]), adjust([])]).toEqual([[0.03], []]);
  expect(eBenjaminiHochberg([], 0.05)).toEqual([]);
});

test("Bonferroni is never below Holm, Holm never below Hochberg, Hochberg never below Benjamini-Hochberg", () => {
  fc.assert(
    fc.property(ps, (given) => {
      const [most, ...less] = [bonferroni, holm, hochberg, benjaminiHochberg].map((adjust) => adjust(given));
      let above = most ?? [];
      for (const next of less) {
        for (const [i, p] of next.entries()) expect(p).toBeLessThanOrEqual((above[i] ?? NaN) + 1e-12);
        above = next;
      }
    }),
  );
});
