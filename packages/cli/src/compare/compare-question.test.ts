import { expect, test } from "vitest";
import { compareQuestion } from "./compare-question.ts";

const NOW = Date.UTC(2026, 10, 24);
const week = { from: NOW - 7 * 86_400_000, to: NOW };

test.each([
  [
    ["triage@v3", "triage@v4"],
    { ...week, "a.prompt": "triage", "a.version": "v3", "b.prompt": "triage", "b.version": "v4" },
  ],
  [["model:gpt-5", "model:claude:4"], { ...week, "a.model": "gpt-5", "b.model": "claude:4" }],
  [["me@home@v1", "team:"], { ...week, "a.prompt": "me@home", "a.version": "v1", "b.team": "" }],
  [
    ["2026-11-01..2026-11-08", "last:1d"],
    {
      ...week,
      "a.from": Date.UTC(2026, 10, 1),
      "a.to": Date.UTC(2026, 10, 8),
      "b.from": NOW - 86_400_000,
      "b.to": NOW,
    },
  ],
])("%j is %j", (words, question) => {
  expect(compareQuestion(words, {}, NOW)).toEqual(question);
});

test("options of one side, of the other order, and of both", () => {
  const options = {
    aModel: "x",
    modelB: "y",
    bTeam: "care",
    prompt: "triage",
    last: "1d",
    aFrom: "2026-11-01",
  };
  expect(compareQuestion([undefined, undefined], options, NOW)).toEqual({
    from: NOW - 86_400_000,
    to: NOW,
    prompt: "triage",
    "a.model": "x",
    "a.from": "2026-11-01",
    "b.model": "y",
    "b.team": "care",
  });
});
