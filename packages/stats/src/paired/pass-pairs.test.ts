import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { missing, sharedFile } from "../../../../tests/shared-files.ts";
import { theInterval } from "../interval.case.ts";
import { vectors } from "../vectors.case.ts";
import { mcnemar, type PassPairs } from "./mcnemar.ts";
import { passDifference, passDifferenceBonettPrice } from "./pass-difference.ts";

type Ends = [number, number];
const known = vectors<{
  cases: {
    source: string;
    input: Record<"both_pass" | "a_only" | "b_only" | "both_fail", number>;
    expected: {
      p_exact: number;
      p_mid: number;
      ci95_newcombe_paired_method10: Ends;
      ci95_bonett_price: Ends;
    };
  }[];
}>("05_mcnemar");

const pairsOf = (input: Record<string, number>): PassPairs => ({
  bothPass: input["both_pass"] ?? input["both_correct"] ?? NaN,
  aOnly: input["a_only"] ?? input["only_a_correct"] ?? NaN,
  bOnly: input["b_only"] ?? input["only_b_correct"] ?? NaN,
  bothFail: input["both_fail"] ?? input["neither_correct"] ?? NaN,
});

// The known intervals are of a minus b.
const turned = ([low, high]: Ends): unknown[] => [expect.closeTo(-high, 9), expect.closeTo(-low, 9)];

describe.skipIf(known === null)("published tables of pairs", () => {
  test.each(known?.cases ?? [])("$source", ({ input, expected }) => {
    const pairs = pairsOf(input);
    const { exact, midP } = mcnemar(pairs);
    expect(exact).toBeCloseTo(expected.p_exact, 10);
    expect(midP).toBeCloseTo(expected.p_mid, 10);
    const newcombe = theInterval(passDifference(pairs));
    expect([newcombe.low, newcombe.high]).toEqual(turned(expected.ci95_newcombe_paired_method10));
    const bonettPrice = theInterval(passDifferenceBonettPrice(pairs));
    expect([bonettPrice.low, bonettPrice.high]).toEqual(turned(expected.ci95_bonett_price));
  });
});

describe.skipIf(missing("data/known-answers.json"))(
  "GSM8K, 1,319 questions answered by two models each",
  () => {
    const { gsm8k } = JSON.parse(readFileSync(sharedFile("data/known-answers.json"), "utf8")) as {
      gsm8k: { pairs: (Record<string, number> & { ci95_newcombe_paired: Ends; ci95_bonett_price: Ends })[] };
    };
    test.each(gsm8k.pairs)("$a against $b", (pair) => {
      const pairs = pairsOf(pair);
      const { exact, midP } = mcnemar(pairs);
      expect(exact / (pair["p_exact_two_sided"] ?? NaN)).toBeCloseTo(1, 9);
      expect(midP / (pair["p_mid"] ?? NaN)).toBeCloseTo(1, 9);
      const newcombe = theInterval(passDifference(pairs));
      expect([newcombe.low, newcombe.high]).toEqual(turned(pair.ci95_newcombe_paired));
      const bonettPrice = theInterval(passDifferenceBonettPrice(pairs));
      expect([bonettPrice.low, bonettPrice.high]).toEqual(turned(pair.ci95_bonett_price));
    });
  },
);

const count = fc.nat(200);
const pairs = fc.record({ bothPass: count, aOnly: count, bOnly: count, bothFail: count });
const swapped = ({ aOnly, bOnly, ...rest }: PassPairs): PassPairs => ({
  ...rest,
  aOnly: bOnly,
  bOnly: aOnly,
});

test("swapping the sides turns the interval over and leaves p", () => {
  fc.assert(
    fc.property(pairs, (table) => {
      fc.pre(table.bothPass + table.aOnly + table.bOnly + table.bothFail > 0);
      expect(mcnemar(swapped(table))).toEqual(mcnemar(table));
      const [there, back] = [theInterval(passDifference(table)), theInterval(passDifference(swapped(table)))];
      expect(back.low).toBeCloseTo(-there.high, 12);
      expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(there.high).toBeLessThanOrEqual(1 + 1e-12);
      expect(there.low).toBeLessThanOrEqual(there.estimate + 1e-12);
    }),
  );
});

test("mid-p is below the exact p, which pairs that agree do not change", () => {
  fc.assert(
    fc.property(pairs, (table) => {
      const { exact, midP } = mcnemar(table);
      expect(midP).toBeLessThanOrEqual(exact);
      expect(mcnemar({ ...table, bothPass: 0 } as PassPairs)).toEqual({ exact, midP });
    }),
  );
});

test("no pairs have no difference", () => {
  expect(passDifference({ bothPass: 0, aOnly: 0, bOnly: 0, bothFail: 0 })).toMatchObject({ n: 0, needed: 1 });
});
