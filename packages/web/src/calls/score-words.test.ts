import { expect, test } from "vitest";
import { scoreWords } from "./score-words.ts";

test("a score says its value, its label and who gave it, as far as they are known", () => {
  const score = { name: "relevance", value: 0.75, label: "relevant", source: "model_judge" } as const;
  expect(scoreWords(score)).toBe("0.75 (relevant), by a model as judge");
  expect(scoreWords({ ...score, label: null, source: null })).toBe("0.75");
  expect(scoreWords({ ...score, value: null, source: "user_feedback" })).toBe("relevant, by user feedback");
});
