import { expect, test } from "vitest";
import { adaptive } from "./adaptive.mjs";
import { coverage } from "./coverage.mjs";
import { nullPairs } from "./null-pairs.mjs";
import { peeking } from "./peeking.mjs";
import { power } from "./power.mjs";

// The short form of `npm run bench:stats`, with its seed: far too few runs to measure, enough to see a method that broke.
const seed = 20_261_124;
const broken = (rows: readonly { holds: boolean }[]): object[] => rows.filter(({ holds }) => !holds);

test("versions that are alike are seldom called worse", () => {
  expect(broken(nullPairs(60, seed))).toEqual([]);
});

test("intervals hold the truth", () => {
  expect(broken(coverage(100, seed, 100))).toEqual([]);
});

test("promised sample sizes show the effect that they promise", () => {
  expect(broken(power(100, seed))).toEqual([]);
});

test("looking after every call does not raise false alarms", () => {
  expect(broken(peeking(20, seed))).toEqual([]);
});

test("runs that stop early cost at most 60 % of fixed ones that decide as much", () => {
  expect(broken(adaptive(1000, seed))).toEqual([]);
});
