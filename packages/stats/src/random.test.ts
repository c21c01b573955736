import { expect, test } from "vitest";
import { seededRandom } from "./random.ts";

test("a seed always gives the same numbers", () => {
  const random = seededRandom(12_345);
  expect(Array.from({ length: 5 }, random)).toEqual([
    0.9797282677609473, 0.3067522644996643, 0.484205421525985, 0.817934412509203, 0.5094283693470061,
  ]);
});
