import { expect, test } from "vitest";
import { scoreFields } from "./score-fields.ts";

const judged = { name: "relevance", value: 0.75, label: "relevant", source: "model_judge" } as const;

test("a score says its value, its label and who gave it, as far as they are known", () => {
  expect(scoreFields([judged])).toEqual([["relevance", "0.75 (relevant), by a model as judge"]]);
  expect(scoreFields([{ ...judged, label: null, source: null }])).toEqual([["relevance", "0.75"]]);
  expect(scoreFields([{ ...judged, value: null, source: "user_feedback" }])).toEqual([
    ["relevance", "relevant, by user feedback"],
  ]);
});

test("scores of one name stand in one row", () => {
  const read = { name: "relevance", value: 1, label: null, source: "person" } as const;
  expect(scoreFields([judged, read])).toEqual([
    ["relevance", "0.75 (relevant), by a model as judge; 1, by a person"],
  ]);
});
