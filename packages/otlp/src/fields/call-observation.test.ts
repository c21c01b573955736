import { expect, test } from "vitest";
import { callOf } from "../dialects/span.case.ts";

const chat = { "gen_ai.operation.name": "chat" };

test.each(["None", "null", "undefined", "unknown", " ", "Unknown"])("the model %j is no model", (model) => {
  const call = callOf({ ...chat, "gen_ai.request.model": model, "gen_ai.response.model": model });
  expect(call).toMatchObject({ requestModel: null, responseModel: null });
});

test("one attribute for both models stands in for the one that says nothing", () => {
  const call = callOf({
    "openinference.span.kind": "LLM",
    "llm.model_name": "gpt-4o",
    "gen_ai.request.model": "None",
  });
  expect(call).toMatchObject({ requestModel: "gpt-4o", responseModel: "gpt-4o" });
});

test("spaces around a name are not part of it", () => {
  expect(callOf({ ...chat, "gen_ai.request.model": " gpt-4o\n" }).requestModel).toBe("gpt-4o");
});

test("a tier that is no word but a text is cut", () => {
  const call = callOf({ ...chat, "openai.response.service_tier": "x".repeat(10_000) });
  expect(call.serviceTier).toHaveLength(200);
});
