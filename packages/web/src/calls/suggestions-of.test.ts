import type { CallRow } from "@promptprof/server/contract";
import { expect, test } from "vitest";
import { suggestionsOf } from "./suggestions-of.ts";

const call = (over: Partial<CallRow>): CallRow =>
  ({ prompt: null, version: null, requestModel: null, responseModel: null, notes: [], ...over }) as CallRow;

test("each name once, in order, and nothing for calls that have none", () => {
  const calls = [
    call({ prompt: "b", requestModel: "asked", notes: ["tokens_as_text"] }),
    call({ prompt: "a", requestModel: "asked", responseModel: "answered" }),
    call({ prompt: "b", notes: ["tokens_as_text", "text_cut"] }),
  ];
  expect(suggestionsOf(calls)).toEqual({
    prompt: ["a", "b"],
    version: [],
    model: ["answered", "asked"],
    note: ["text_cut", "tokens_as_text"],
  });
});
