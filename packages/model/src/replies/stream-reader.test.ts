import { describe, expect, test } from "vitest";
import { readReply } from "./read-reply.ts";
import type { Carried } from "./reply-facts.ts";
import type { ReplyShape } from "./reply-shape.ts";
import { createStreamReader } from "./stream-reader.ts";

const chatDelta = (delta: object): object => ({ choices: [{ index: 0, delta }] });
const anthropicDelta = (delta: object): object => ({ type: "content_block_delta", index: 0, delta });
const part = (value: object): object => ({ candidates: [{ content: { parts: [value] } }] });
const bedrockDelta = (delta: object): object => ({ contentBlockDelta: { contentBlockIndex: 0, delta } });

describe("what an event carries, for the caller's clock", () => {
  test.each<[ReplyShape, Carried, object]>([
    ["openai-chat", "nothing", chatDelta({ role: "assistant", content: "" })],
    ["openai-chat", "nothing", { choices: [], usage: { prompt_tokens: 1 } }],
    ["openai-chat", "text", chatDelta({ content: "Hi" })],
    ["openai-chat", "text", chatDelta({ refusal: "No" })],
    ["openai-chat", "text", { object: "text_completion", choices: [{ text: "Hi", index: 0 }] }],
    ["openai-chat", "reasoning", chatDelta({ content: null, reasoning_content: "Hm" })],
    ["openai-chat", "reasoning", chatDelta({ reasoning: "Hm", content: "" })],
    [
      "openai-chat",
      "tool",
      chatDelta({ tool_calls: [{ index: 0, function: { name: "weather", arguments: "" } }] }),
    ],
    ["openai-chat", "tool", chatDelta({ tool_calls: [{ index: 0, function: { arguments: "{" } }] })],
    ["openai-chat", "nothing", chatDelta({ tool_calls: [{ index: 0, function: { arguments: "" } }] })],
    [
      "mistral",
      "reasoning",
      chatDelta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm" }] }] }),
    ],
    ["mistral", "text", chatDelta({ content: [{ type: "text", text: "Hi" }] })],
    [
      "openai-responses",
      "nothing",
      { type: "response.created", response: { id: "r", status: "in_progress" } },
    ],
    ["openai-responses", "text", { type: "response.output_text.delta", delta: "Hi" }],
    ["openai-responses", "nothing", { type: "response.output_text.delta", delta: "" }],
    ["openai-responses", "text", { type: "response.refusal.delta", delta: "No" }],
    ["openai-responses", "reasoning", { type: "response.reasoning_summary_text.delta", delta: "Hm" }],
    ["openai-responses", "tool", { type: "response.function_call_arguments.delta", delta: "{" }],
    ["openai-responses", "tool", { type: "response.output_item.added", item: { type: "function_call" } }],
    [
      "openai-responses",
      "nothing",
      { type: "response.output_item.added", item: { type: "shell_call_output" } },
    ],
    ["openai-media", "text", { type: "transcript.text.delta", delta: "Hi" }],
    ["anthropic-messages", "nothing", { type: "ping" }],
    [
      "anthropic-messages",
      "nothing",
      { type: "message_start", message: { id: "m", usage: { input_tokens: 1 } } },
    ],
    [
      "anthropic-messages",
      "nothing",
      { type: "content_block_start", content_block: { type: "text", text: "" } },
    ],
    ["anthropic-messages", "text", anthropicDelta({ type: "text_delta", text: "Hi" })],
    ["anthropic-messages", "reasoning", anthropicDelta({ type: "thinking_delta", thinking: "Hm" })],
    ["anthropic-messages", "nothing", anthropicDelta({ type: "signature_delta", signature: "Eq" })],
    ["anthropic-messages", "nothing", anthropicDelta({ type: "input_json_delta", partial_json: "" })],
    ["anthropic-messages", "tool", anthropicDelta({ type: "input_json_delta", partial_json: "{" })],
    [
      "anthropic-messages",
      "tool",
      { type: "content_block_start", content_block: { type: "tool_use", name: "w" } },
    ],
    ["gemini", "text", part({ text: "Hi" })],
    ["gemini", "nothing", part({ text: "", thoughtSignature: "Cg" })],
    ["gemini", "reasoning", part({ text: "Hm", thought: true })],
    ["gemini", "tool", part({ functionCall: { name: "w", args: {} } })],
    ["gemini", "tool", part({ functionCall: { partialArgs: [{ stringValue: "B" }], willContinue: true } })],
    ["gemini", "nothing", part({ functionCall: {} })],
    ["gemini", "text", part({ inlineData: { mimeType: "image/png", data: "AQID" } })],
    ["gemini-interactions", "text", { event_type: "step.delta", delta: { type: "text", text: "Hi" } }],
    [
      "gemini-interactions",
      "nothing",
      { event_type: "step.delta", delta: { type: "thought_signature", signature: "C" } },
    ],
    ["gemini-interactions", "tool", { event_type: "step.start", step: { type: "function_call", name: "w" } }],
    ["bedrock-converse", "nothing", { messageStart: { role: "assistant" } }],
    ["bedrock-converse", "text", bedrockDelta({ text: "Hi" })],
    ["bedrock-converse", "reasoning", bedrockDelta({ reasoningContent: { text: "Hm" } })],
    ["bedrock-converse", "nothing", bedrockDelta({ reasoningContent: { signature: "Ep" } })],
    ["bedrock-converse", "tool", bedrockDelta({ toolUse: { input: "{" } })],
    ["ollama", "text", { model: "m", message: { role: "assistant", content: "Hi" }, done: false }],
    ["ollama", "reasoning", { model: "m", message: { content: "", thinking: "Hm" }, done: false }],
    [
      "ollama",
      "tool",
      { model: "m", message: { content: "", tool_calls: [{ function: { name: "w" } }] }, done: false },
    ],
    ["ollama", "text", { model: "m", response: "Hi", done: false }],
    ["ollama", "nothing", { model: "m", response: "", done: true, eval_count: 1 }],
    ["cohere", "text", { type: "content-delta", delta: { message: { content: { text: "Hi" } } } }],
    ["cohere", "reasoning", { type: "content-delta", delta: { message: { content: { thinking: "Hm" } } } }],
    ["cohere", "reasoning", { type: "tool-plan-delta", delta: { message: { tool_plan: "I will" } } }],
    [
      "cohere",
      "tool",
      { type: "tool-call-delta", delta: { message: { tool_calls: { function: { arguments: "{" } } } } },
    ],
    ["cohere", "nothing", { type: "content-end", index: 0 }],
  ])("%s: %s", (shape, carried, event) => {
    expect(createStreamReader(shape).push(event)).toBe(carried);
  });

  test("is the most visible thing of several", () => {
    const event = {
      choices: [
        { index: 0, delta: { reasoning_content: "Hm" } },
        { index: 1, delta: { content: "Hi" } },
      ],
    };
    expect(createStreamReader("openai-chat").push(event)).toBe("text");
  });
});

const START = {
  type: "message_start",
  message: {
    id: "m1",
    model: "claude",
    usage: {
      input_tokens: 56,
      cache_read_input_tokens: 64,
      cache_creation_input_tokens: 32,
      output_tokens: 1,
    },
  },
};

describe("errors", () => {
  test.each<[ReplyShape, unknown, string, string]>([
    [
      "openai-chat",
      { error: { message: "Rate limit reached", type: "tokens", param: null, code: "rate_limit_exceeded" } },
      "rate_limit",
      "rate_limit_exceeded",
    ],
    [
      "openai-chat",
      { error: { code: 502, message: "Provider returned error" }, choices: [] },
      "network",
      "502",
    ],
    [
      "openai-responses",
      { type: "error", code: "server_error", message: "oops", sequence_number: 3 },
      "other",
      "server_error",
    ],
    [
      "openai-responses",
      {
        type: "response.failed",
        response: { status: "failed", error: { code: "rate_limit_exceeded", message: "" } },
      },
      "rate_limit",
      "rate_limit_exceeded",
    ],
    [
      "anthropic-messages",
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      "overloaded",
      "overloaded_error",
    ],
    [
      "gemini",
      { error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "quota" } },
      "rate_limit",
      "RESOURCE_EXHAUSTED",
    ],
    [
      "bedrock-converse",
      { throttlingException: { message: "slow down" } },
      "rate_limit",
      "throttlingException",
    ],
    [
      "bedrock-converse",
      { modelStreamErrorException: { message: "" } },
      "other",
      "modelStreamErrorException",
    ],
    ["cohere", { type: "message-end", delta: { finish_reason: "TIMEOUT" } }, "timeout", "TIMEOUT"],
  ])("%s in mid-stream, under HTTP 200: %j", (shape, event, errorClass, errorType) => {
    const reader = createStreamReader(shape);
    reader.push(event);
    expect(reader.facts()).toMatchObject({ errorClass, errorType });
  });

  test("that come first win: what follows only repeats them", () => {
    const events = [
      { type: "error", error: { type: "insufficient_quota", code: "insufficient_quota" } },
      { type: "response.failed", response: { status: "failed", error: { code: "server_error" } } },
    ];
    expect(readReply("openai-responses", events)).toMatchObject({
      errorType: "insufficient_quota",
      finishReason: "failed",
    });
  });

  test("leave the tokens that were stated before them", () => {
    const events = [START, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }];
    expect(readReply("anthropic-messages", events)).toMatchObject({
      inputTokens: 152,
      errorClass: "overloaded",
    });
  });

  test("are not seen where a writer puts an empty error into every reply", () => {
    for (const error of [null, "", false, undefined])
      expect(readReply("openai-chat", { error, choices: [] }).errorClass).toBeNull();
  });

  test("as Gemini's list, Mistral's and vLLM's object, Cohere's and Ollama's text are errors too", () => {
    expect(readReply("gemini", [{ error: { code: 503, status: "UNAVAILABLE" } }]).errorClass).toBe(
      "overloaded",
    );
    expect(
      readReply("mistral", { object: "error", type: "invalid_request_error", message: "m", code: "1500" })
        .errorType,
    ).toBe("invalid_request_error");
    expect(readReply("cohere", { message: "invalid api token" }).errorClass).toBe("auth");
    expect(readReply("ollama", { error: "model 'x' not found" }).errorClass).toBe("invalid_request");
  });

  test("never carry the provider's message, which may hold what a user wrote", () => {
    const facts = readReply("openai-chat", {
      error: { message: "secret words", type: "secret words", code: "secret words" },
    });
    expect(JSON.stringify(facts)).not.toContain("secret");
  });
});

describe("a reader", () => {
  test("passes over what is no event", () => {
    const reader = createStreamReader("openai-chat");
    for (const noise of ["[DONE]", null, undefined, 7, [], {}]) expect(reader.push(noise)).toBe("nothing");
    expect(reader.facts()).toEqual(readReply("openai-chat", {}));
  });

  test("keeps the tool calls it saw where the closing event leaves the output out", () => {
    const reader = createStreamReader("openai-responses");
    reader.push({ type: "response.output_item.added", item: { type: "function_call" } });
    reader.push({ type: "response.completed", response: { status: "completed", output: [] } });
    expect(reader.facts()).toMatchObject({ toolCallCount: 1, finishReason: "completed" });
  });

  test("may be asked at any time and any number of times", () => {
    const reader = createStreamReader("anthropic-messages");
    reader.push(START);
    expect(reader.facts()).toEqual(reader.facts());
    reader.push({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 45 } });
    expect(reader.facts().outputTokens).toBe(45);
  });

  test("changes no event it was given", () => {
    const event = Object.freeze({
      type: "message_delta",
      delta: Object.freeze({}),
      usage: Object.freeze({ output_tokens: 45 }),
    });
    const facts = readReply("anthropic-messages", [START, event]);
    expect(facts.outputTokens).toBe(45);
    expect(START.message.usage.output_tokens).toBe(1);
  });
});
