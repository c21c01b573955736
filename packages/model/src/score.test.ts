import { expect, test } from "vitest";
import { isScoreOf } from "./score.ts";

const call = { traceId: "aa", spanId: "b", responseId: "r" };

test("a score is of the call whose ids or whose response id it names", () => {
  expect(isScoreOf({ ...call, responseId: null }, call)).toBe(true);
  expect(isScoreOf({ traceId: null, spanId: null, responseId: "r" }, call)).toBe(true);
  expect(isScoreOf({ ...call, spanId: "c", responseId: null }, call)).toBe(false);
  expect(isScoreOf({ traceId: null, spanId: null, responseId: "s" }, call)).toBe(false);
});

test("a response id decides over the span that the score was sent from, where the call has one", () => {
  const fromJudge = { traceId: "aa", spanId: "judge", responseId: "r" };
  expect(isScoreOf(fromJudge, call)).toBe(true);
  expect(isScoreOf(fromJudge, { traceId: "aa", spanId: "judge", responseId: "other" })).toBe(false);
  expect(isScoreOf(fromJudge, { traceId: "aa", spanId: "judge", responseId: null })).toBe(true);
});
