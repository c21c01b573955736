import fc from "fast-check";
import { expect, test } from "vitest";
import { suiteWith } from "./suite-with.case.ts";
import { planOf } from "./plan.ts";

const shape = fc.record({
  cases: fc.integer({ min: 1, max: 12 }),
  repeats: fc.integer({ min: 1, max: 4 }),
  providers: fc.integer({ min: 1, max: 3 }),
  prompts: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});

test("a plan holds every case of every prompt with every provider once a repeat, on both sides", () => {
  fc.assert(
    fc.property(shape, ({ seed, ...counts }) => {
      const { suite, prompts } = suiteWith(counts);
      const plan = planOf(suite, prompts, seed);
      const keys = plan.map(({ prompt, provider, case: one, repeat }) =>
        [prompt.name, provider.provider.id, one.name, repeat].join(),
      );
      expect(new Set(keys).size).toBe(counts.cases * counts.repeats * counts.providers * counts.prompts);
      expect(plan).toHaveLength(keys.length);
      expect(plan.every(({ sides }) => sides.toSorted().join() === "base,head")).toBe(true);
    }),
  );
});

test("base and head come first equally often, in each prompt, provider and repeat", () => {
  fc.assert(
    fc.property(shape, ({ seed, ...counts }) => {
      const { suite, prompts } = suiteWith(counts);
      const balance = new Map<string, number>();
      for (const { prompt, provider, repeat, sides } of planOf(suite, prompts, seed)) {
        const key = [prompt.name, provider.provider.id, repeat].join();
        balance.set(key, (balance.get(key) ?? 0) + (sides[0] === "base" ? 1 : -1));
      }
      expect([...balance.values()].every((difference) => Math.abs(difference) <= 1)).toBe(true);
    }),
  );
});

test("no case is repeated before all are there, and the same seed gives the same order", () => {
  fc.assert(
    fc.property(shape, ({ seed, ...counts }) => {
      const { suite, prompts } = suiteWith(counts);
      const plan = planOf(suite, prompts, seed);
      const repeats = plan.map(({ repeat }) => repeat);
      expect(repeats).toEqual(repeats.toSorted((a, b) => a - b));
      expect(planOf(suite, prompts, seed)).toEqual(plan);
    }),
  );
  const { suite, prompts } = suiteWith({ cases: 12, repeats: 1, providers: 1, prompts: 1 });
  expect(planOf(suite, prompts, 1)).not.toEqual(planOf(suite, prompts, 2));
});
