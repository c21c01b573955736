import { describe, expect, test } from "vitest";
import { readLineItem } from "./line-item.ts";

describe("a line item of OpenAI's costs", () => {
  test.each([
    ["gpt-4o-2024-08-06, input", "gpt-4o-2024-08-06", "input"],
    ["gpt-4o-2024-08-06, Output", "gpt-4o-2024-08-06", "output"],
    ["gpt-5.6-terra, cached input", "gpt-5.6-terra", "cacheRead"],
    ["gpt-5.6-terra, cache writes", "gpt-5.6-terra", "cacheWrite"],
    ["gpt-image-2-2026-04-21 text, input", "gpt-image-2-2026-04-21", "input"],
    ["gpt-realtime-2.1, audio input", "gpt-realtime-2.1", "input"],
    ["gpt-5, input_tokens", "gpt-5", "input"],
    ["gpt-4o", "gpt-4o", null],
    ["ft:gpt-4o-mini-2024-07-18:shop::a1, output", "ft:gpt-4o-mini-2024-07-18:shop::a1", "output"],
  ])("%j is of %s, %s", (text, model, part) => {
    expect(readLineItem(text)).toEqual({ kind: "model", model, part });
  });

  test.each([
    "whisper",
    "web search tool calls",
    "completions",
    "Vector storage, GB",
    "GPT-4 Turbo",
    "web search, input",
  ])("%j is no model's tokens", (text) => {
    expect(readLineItem(text)).toEqual({ kind: "charge", charge: text });
  });
});
