import { expect, test } from "vitest";
import { toScore } from "./to-score.case.ts";
import { scored } from "./scored.ts";
import type { ItemScore, Scorer } from "./scorer.ts";

function scorerThat(score: Scorer["score"], binary = false): Scorer {
  return scored({ name: "s", binary, needsExpected: false, range: [0, 1], goodFor: "", notFor: "", score });
}

function giving(value: number | null): Scorer["score"] {
  return async () => [{ name: "s", value, reason: null }];
}

async function only(scorer: Scorer, signal?: AbortSignal): Promise<ItemScore | undefined> {
  return (await scorer.score(toScore("x", undefined, {}, signal)))[0];
}

test("a scorer that throws gives a score without value and the reason in one line", async () => {
  const throwing = scorerThat(() => {
    throw new Error("no\nway");
  });
  expect(await only(throwing)).toEqual({ name: "s", value: null, reason: "the scorer failed: no way" });
});

test.each([Number.NaN, Infinity, -0.1, 1.5])("%d is no score", async (value) => {
  expect(await only(scorerThat(giving(value)))).toMatchObject({
    value: null,
    reason: expect.stringContaining(String(value)),
  });
});

test("a pass is 0 or 1 and nothing between", async () => {
  expect(await only(scorerThat(giving(0.5), true))).toMatchObject({ value: null });
  expect(await only(scorerThat(giving(1), true))).toMatchObject({ value: 1, reason: null });
});

test("a scorer without an answer ends with the run", async () => {
  const hanging = scorerThat(() => new Promise(() => {}));
  expect(await only(hanging, AbortSignal.timeout(10))).toMatchObject({ value: null });
});
