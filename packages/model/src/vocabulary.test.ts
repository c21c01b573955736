import { expect, test } from "vitest";
import { encodingOf } from "./vocabulary.ts";

test("GPT-4 and GPT-3.5 have the older vocabulary, everything of OpenAI since GPT-4o the newer one", () => {
  for (const model of ["gpt-4", "gpt-4-turbo-2024-04-09", "gpt-4-0613", "gpt-3.5-turbo", "gpt-35-turbo"]) {
    expect(encodingOf(model)).toBe("cl100k_base");
  }
  for (const model of [
    "gpt-4o",
    "gpt-4o-mini-2024-07-18",
    "gpt-4.1",
    "gpt-5.2",
    "o3-mini",
    "chatgpt-4o-latest",
  ]) {
    expect(encodingOf(model)).toBe("o200k_base");
  }
  expect(encodingOf("openai/gpt-4o")).toBe("o200k_base");
  expect(encodingOf("ft:gpt-3.5-turbo-0125:acme::1")).toBe("cl100k_base");
});

test("models of others, and unknown ones, have none", () => {
  for (const model of ["claude-sonnet-4-5", "gemini-2.5-pro", "mistral-large", "omni-x", null]) {
    expect(encodingOf(model)).toBeNull();
  }
});
