import fc from "fast-check";
import { expect, test } from "vitest";
import { theInterval } from "../interval.case.ts";
import { momentsOf, varianceOf } from "../moments.ts";
import { seededRandom } from "../random.ts";
import { PairedSequence } from "./paired-sequence.ts";

function normals(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

test("says nothing before its start, nor from pairs that hardly differ", () => {
  const sequence = new PairedSequence({ most: 80 });
  for (let i = 0; i < 60; i += 1) sequence.add(i % 20 === 0 ? 1 : 0);
  expect(sequence.interval()).toEqual({
    n: 3,
    needed: 20,
    reason: "3 of 60 differences are unlike the rest: a spread takes 20",
  });
  expect(sequence.verdict(0.1)).toBe("undecided");
});

test("the interval holds just those means whose evidence is below 20", () => {
  const next = normals(3);
  const values = Array.from({ length: 50 }, next);
  const sequence = new PairedSequence({ most: null });
  for (const value of values) sequence.add(value);
  const { high, estimate } = theInterval(sequence.interval());
  const moments = momentsOf(values);
  const t = (high - estimate) / Math.sqrt(varianceOf(moments) / 50);
  const g = spreadOf(100);
  const evidence = (1 + 50 * g) ** -0.5 * ((1 + t ** 2 / 49) / (1 + t ** 2 / ((1 + 50 * g) * 49))) ** 25;
  expect(evidence).toBeCloseTo(20, 9);
});

/** The best spread for `planned` at 95 %, solved from rho2 n = ln(rho2 n + 1) + 2 ln 20. */
function spreadOf(planned: number): number {
  let x = 8;
  for (let step = 0; step < 200; step += 1) x = Math.log(x + 1) + 2 * Math.log(20);
  return x / planned;
}

test("what a run has promised to be its last look is 14 % wider than an interval for that look alone", () => {
  const next = normals(8);
  const sequence = new PairedSequence({ most: 5000 });
  for (let i = 0; i < 5000; i += 1) sequence.add(next());
  const before = theInterval(sequence.interval());
  const moments = momentsOf(Array.from({ length: 5000 }, normals(8)));
  const single = 1.96 * Math.sqrt(varianceOf(moments) / 5000);
  expect((before.high - before.estimate) / single).toBeCloseTo(2.2414 / 1.96, 2);
  expect(sequence.add(1e6)).toEqual(before);
});

test("units and signs change the interval by their factor alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 40, maxLength: 80 }), (values) => {
      const [plain, turned] = [new PairedSequence({ most: 80 }), new PairedSequence({ most: 80 })];
      for (const value of values) {
        plain.add(value);
        turned.add(-4 * value);
      }
      const [one, other] = [plain.interval(), turned.interval()];
      expect("low" in one).toBe("low" in other);
      if ("low" in one && "low" in other) expect(other.low).toBeCloseTo(-4 * one.high, 6);
    }),
  );
});

function decided(effect: number): [verdict: string, n: number] {
  const next = normals(11);
  const sequence = new PairedSequence({ most: 300 });
  while (sequence.verdict(0.5) === "undecided" && sequence.n < 300) sequence.add(effect + next());
  return [sequence.verdict(0.5), sequence.n];
}

test("a clear harm is decided early, and a null change ends as the same", () => {
  expect(decided(1.5)[0]).toBe("worse");
  expect(decided(1.5)[1]).toBeLessThan(60);
  expect(decided(-1.5)[0]).toBe("better");
  expect(decided(0)[0]).toBe("same");
});
