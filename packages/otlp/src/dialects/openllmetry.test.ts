import { expect, test } from "vitest";
import { callOf, contextOf } from "./span.case.ts";

const usage = {
  "gen_ai.operation.name": "chat",
  "gen_ai.usage.input_tokens": 56,
  "gen_ai.usage.output_tokens": 45,
  "gen_ai.usage.total_tokens": 101,
  "gen_ai.usage.cache_read.input_tokens": 20,
  "gen_ai.usage.cache_creation.input_tokens": 10,
};

test("its Anthropic instrumentation reports input without the cache, even where the sizes would not show it", () => {
  expect(callOf(usage, { scope: "@traceloop/instrumentation-anthropic#0.27.0" })).toMatchObject({
    dialect: "openllmetry",
    inputTokens: 86,
    notes: ["input_excludes_cache_by_scope"],
  });
  expect(callOf(usage, { scope: "@traceloop/instrumentation-openai#0.27.0" }).inputTokens).toBe(56);
});

test("its Gemini instrumentation reports output without the thoughts", () => {
  const gemini = {
    "gen_ai.operation.name": "generate_content",
    "gen_ai.provider.name": "gcp.gemini",
    "gen_ai.usage.input_tokens": 20,
    "gen_ai.usage.output_tokens": 30,
    "gen_ai.usage.reasoning_tokens": 12,
  };
  expect(callOf(gemini, { scope: "@traceloop/instrumentation-google-generativeai#0.27.0" })).toMatchObject({
    operation: "generate_content",
    inputTokens: 20,
    outputTokens: 42,
    reasoningTokens: 12,
  });
});

test("its Anthropic instrumentation for Python adds the cache itself", () => {
  const python = {
    "gen_ai.system": "Anthropic",
    "llm.request.type": "completion",
    "gen_ai.usage.input_tokens": 152,
    "gen_ai.usage.output_tokens": 45,
    "llm.usage.total_tokens": 197,
    "gen_ai.usage.cache_read_input_tokens": 64,
    "gen_ai.usage.cache_creation_input_tokens": 32,
  };
  expect(callOf(python, { scope: "opentelemetry.instrumentation.anthropic#0.48.0" })).toMatchObject({
    provider: "anthropic",
    inputTokens: 152,
    cacheReadTokens: 64,
    cacheWriteTokens: 32,
    notes: [],
  });
});

test("older Python: llm.request.type, llm.is_streaming as text, the first chunk as an event", () => {
  const call = callOf(
    {
      "gen_ai.system": "OpenAI",
      "gen_ai.request.model": "gpt-4o",
      "llm.request.type": "chat",
      "llm.is_streaming": "True",
      "llm.usage.total_tokens": 165,
      "gen_ai.usage.prompt_tokens": 120,
      "gen_ai.usage.completion_tokens": 45,
      "traceloop.prompt.key": "greet",
      "traceloop.prompt.version": 7,
      "traceloop.association.properties.user_id": "user-1",
    },
    {
      scope: "opentelemetry.instrumentation.openai.v1#0.40.0",
      events: [
        { name: "llm.content.completion.chunk", offsetMs: 90 },
        { name: "llm.content.completion.chunk", offsetMs: 110 },
      ],
    },
  );
  expect(call).toMatchObject({
    provider: "openai",
    stream: true,
    ttftMs: 90,
    inputTokens: 120,
    prompt: "greet",
    version: "7",
    user: "user-1",
    notes: ["tokens_may_be_estimated"],
  });
});

test("newer Python: the same without llm.*, and LangChain's provider among the properties", () => {
  const call = callOf(
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": "Langchain",
      "gen_ai.request.model": "gpt-4o",
      "gen_ai.is_streaming": false,
      "gen_ai.user": "user-1",
      "traceloop.association.properties.ls_provider": "openai",
      "traceloop.workflow.name": "w",
    },
    { scope: "opentelemetry.instrumentation.langchain#0.60.0" },
  );
  expect(call).toMatchObject({ provider: "openai", stream: false, user: "user-1" });
});

test("a workflow, a task or a tool is no call; calls below inherit from it", () => {
  const attributes = { "traceloop.span.kind": "workflow", "traceloop.association.properties.team": "growth" };
  expect(contextOf(attributes, { scope: "@traceloop/node-server-sdk" }).inherited.team).toBe("growth");
});
