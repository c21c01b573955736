import { expect, test } from "vitest";
import { observe } from "../observe.ts";
import { callOf, spanOf } from "../dialects/span.case.ts";

const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" };

test.each([
  [Number.NaN, "tokens_not_a_number"],
  [Number.POSITIVE_INFINITY, "tokens_not_a_number"],
  [-1, "negative_tokens"],
  [-1n, "negative_tokens"],
  ["-120", "negative_tokens"],
  [2 ** 32, "tokens_out_of_range"],
  [2n ** 62n, "tokens_out_of_range"],
])("a span with %s input tokens is rejected: %s", (tokens, reason) => {
  expect(observe(spanOf({ ...chat, "gen_ai.usage.input_tokens": tokens }))).toEqual({
    kind: "rejected",
    reason,
  });
});

test("counts as text are numbers, and say so", () => {
  const call = callOf({ ...chat, "gen_ai.usage.input_tokens": "120", "gen_ai.usage.output_tokens": "45.0" });
  expect(call).toMatchObject({ inputTokens: 120, outputTokens: 45, notes: ["tokens_as_text"] });
});

test.each(["None", "many", "1e3", "0x10", 12.5, true, ["120"]])(
  "%s is no count and stays unknown",
  (tokens) => {
    const call = callOf({ ...chat, "gen_ai.usage.input_tokens": tokens });
    expect(call).toMatchObject({
      inputTokens: null,
      tokenSource: "absent",
      notes: ["unreadable_tokens_ignored"],
    });
  },
);

test("2^32 - 1 tokens are the most that is taken", () => {
  expect(callOf({ ...chat, "gen_ai.usage.input_tokens": 2 ** 32 - 1 }).inputTokens).toBe(4_294_967_295);
});
