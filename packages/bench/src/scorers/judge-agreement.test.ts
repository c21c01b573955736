import { expect, test } from "vitest";
import { judgeAgreement, type GradedTwice } from "./judge-agreement.ts";

function times(count: number, human: number, judge: number | null): GradedTwice[] {
  return Array.from({ length: count }, () => ({ human, judge }));
}

test("where nearly all is one grade kappa is low, AC1 is not, and no gate may rest on the judge", () => {
  const items = [
    ...times(88, 0, 0),
    ...times(4, 0, 1),
    ...times(6, 1, 0),
    ...times(2, 1, 1),
    ...times(3, 1, null),
  ];
  const { n, unjudged, kappa, ac1, usable } = judgeAgreement(items);
  expect({ n, unjudged, usable }).toEqual({ n: 100, unjudged: 3, usable: false });
  expect("estimate" in kappa && kappa.estimate).toBeCloseTo(0.2331, 4);
  expect("estimate" in ac1 && ac1.estimate).toBeCloseTo(0.885, 4);
});

test("a judge that agrees on a hundred items is usable, on ninety-nine not", () => {
  const all = [...times(50, 0, 0), ...times(50, 1, 1)];
  expect([judgeAgreement(all).usable, judgeAgreement(all.slice(1)).usable]).toEqual([true, false]);
});
