import { expect, test } from "vitest";
import { callObservationOf, callOf, contextOf } from "./span.case.ts";

const scope = "ai";
const generate = {
  "ai.operationId": "ai.generateText.doGenerate",
  "ai.model.provider": "anthropic.messages",
  "ai.model.id": "claude-sonnet-4-5",
  "gen_ai.system": "anthropic.messages",
  "gen_ai.request.model": "claude-sonnet-4-5",
  "gen_ai.usage.input_tokens": 56,
  "gen_ai.usage.output_tokens": 45,
};

test("version 5 passes on what Anthropic says: input without the cache, writes only in the metadata", () => {
  const call = callOf(
    {
      ...generate,
      "ai.usage.cachedInputTokens": 10,
      "ai.response.providerMetadata":
        '{"anthropic":{"usage":{"input_tokens":56,"cache_creation_input_tokens":32,"cache_read_input_tokens":10,"cache_creation":{"ephemeral_1h_input_tokens":2}}}}',
    },
    { scope },
  );
  expect(call).toMatchObject({
    dialect: "vercel-ai",
    inputTokens: 98,
    cacheReadTokens: 10,
    cacheWriteTokens: 32,
    cacheWrite1hTokens: 2,
    notes: ["cache_from_provider_metadata", "input_excludes_cache_by_scope"],
  });
});

test("version 6 adds it up and says so by its details", () => {
  const call = callOf(
    {
      ...generate,
      "gen_ai.usage.input_tokens": 152,
      "ai.usage.inputTokens": 152,
      "ai.usage.inputTokenDetails.noCacheTokens": 56,
      "ai.usage.inputTokenDetails.cacheReadTokens": 64,
      "ai.usage.inputTokenDetails.cacheWriteTokens": 32,
      "ai.usage.outputTokenDetails.reasoningTokens": 16,
    },
    { scope },
  );
  expect(call).toMatchObject({
    provider: "anthropic",
    inputTokens: 152,
    cacheReadTokens: 64,
    cacheWriteTokens: 32,
    reasoningTokens: 16,
    stream: false,
    notes: [],
  });
});

test("version 6 has no details for an object: the reply's own count and the version of the request tell", () => {
  const object = {
    ...generate,
    "ai.operationId": "ai.generateObject.doGenerate",
    "gen_ai.usage.input_tokens": 152,
    "ai.usage.promptTokens": 152,
    "ai.usage.cachedInputTokens": 64,
  };
  const metadata =
    '{"anthropic":{"usage":{"input_tokens":56,"cache_creation_input_tokens":32,"cache_read_input_tokens":64}}}';
  const replied = { ...object, "ai.response.providerMetadata": metadata };
  expect(callOf(replied, { scope })).toMatchObject({ inputTokens: 152, cacheWriteTokens: 32 });
  const sent = (agent: string) => callOf({ ...object, "ai.request.headers.user-agent": agent }, { scope });
  expect(sent("my-app/1.0 ai/6.0.326").inputTokens).toBe(152);
  expect(sent("ai/5.0.277").inputTokens).toBe(216);
});

test("versions 5 and 6 make a span per attempt, version 7 one for all", () => {
  expect(callObservationOf(generate, { scope })).toMatchObject({ perAttempt: true, call: { attempts: 1 } });
  expect(
    callObservationOf({ ...generate, "ai.settings.context.promptName": "greet" }, { scope }),
  ).toMatchObject({
    perAttempt: false,
    call: { attempts: null, prompt: "greet" },
  });
});

test("a span that says how many attempts it took is one for all of them", () => {
  const status = { code: 2, message: "Failed after 2 attempts. Last error: Rate limit reached" };
  expect(callObservationOf(generate, { scope, status })).toMatchObject({
    perAttempt: false,
    call: { attempts: 2 },
  });
});

test("a stream is told by its name; embeddings count their tokens in one number", () => {
  const stream = {
    ...generate,
    "ai.operationId": "ai.streamObject.doStream",
    "ai.response.msToFirstChunk": 118.36,
  };
  expect(callOf(stream, { scope })).toMatchObject({ stream: true, ttftMs: 118.36 });
  const embed = {
    "ai.operationId": "ai.embed.doEmbed",
    "ai.model.id": "e5",
    "ai.model.provider": "openai.embedding",
    "ai.usage.tokens": 7,
  };
  expect(callOf(embed, { scope })).toMatchObject({
    operation: "embeddings",
    provider: "openai",
    inputTokens: 7,
  });
});

test("the span around the call is no call and hands its metadata down", () => {
  const attributes = {
    "ai.operationId": "ai.generateText",
    "ai.usage.promptTokens": 120,
    "ai.telemetry.metadata.promptName": "greet",
    "ai.telemetry.metadata.tags": ["a"],
  };
  expect(contextOf(attributes, { scope }).inherited).toMatchObject({ prompt: "greet", tags: ["a"] });
});

test("a prompt of Langfuse in the metadata is linked", () => {
  const call = callOf(
    { ...generate, "ai.telemetry.metadata.langfusePrompt": '{"name":"greet","version":4}' },
    { scope },
  );
  expect(call).toMatchObject({ prompt: "greet", version: "4", promptSource: "linked" });
});
