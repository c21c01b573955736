import { expect, test } from "vitest";
import { callOf, contextOf } from "./span.case.ts";

const scope = "gen_ai";

test("the chat span is the call: metric names as attributes, reasoning from the extra option", () => {
  const call = callOf(
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.usage.input_tokens": 120,
      "gen_ai.usage.output_tokens": 45,
      "gen_ai.usage.cache_read.input_tokens": 64,
      "gen_ai.client.operation.time_to_first_chunk": 0.154450785,
      "ai.usage.outputTokenDetails.reasoningTokens": 16,
      "gen_ai.response.finish_reasons": ["tool-calls"],
    },
    { scope },
  );
  expect(call).toMatchObject({
    dialect: "vercel-ai-genai",
    inputTokens: 120,
    reasoningTokens: 16,
    ttftMs: 154.450785,
    stream: true,
    finishReason: "tool-calls",
  });
});

test("a failure says its attempts in words alone", () => {
  const message = "Failed after 3 attempts. Last error: AI_APICallError: Rate limit reached";
  const call = callOf(
    { "gen_ai.operation.name": "chat", "http.response.status_code": 429 },
    { scope, status: { code: 2, message } },
  );
  expect(call).toMatchObject({ attempts: 3, errorClass: "rate_limit", notes: ["attempts_from_message"] });
});

test("agent and step are no calls and hand the context down", () => {
  for (const operation of ["invoke_agent", "agent_step"]) {
    const attributes = {
      "gen_ai.operation.name": operation,
      "gen_ai.usage.input_tokens": 120,
      "ai.settings.context.promptName": "greet",
      "ai.settings.context.userId": "user-1",
    };
    expect(contextOf(attributes, { scope }).inherited).toMatchObject({ prompt: "greet", user: "user-1" });
  }
});
