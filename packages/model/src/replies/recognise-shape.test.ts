import { describe, expect, test } from "vitest";
import { readRecordings, RECORDINGS_MISSING, RECORDINGS_PATH } from "./recorded-replies.case.ts";
import { recogniseShape } from "./recognise-shape.ts";
import type { ReplyShape } from "./reply-shape.ts";

describe("the shape of a reply, from its JSON alone", () => {
  test.each<[ReplyShape | null, unknown]>([
    ["openai-chat", { id: "c", object: "chat.completion", choices: [] }],
    ["openai-chat", { id: "c", choices: [{ index: 0, delta: {} }] }],
    ["openai-chat", { error: { message: "m", type: "invalid_request_error", param: null, code: null } }],
    ["openai-responses", { type: "response.completed", response: {} }],
    ["openai-embeddings", { object: "list", data: [{ object: "embedding", embedding: [0.1] }], model: "m" }],
    ["openai-media", { type: "transcript.text.delta", delta: "Hi" }],
    ["anthropic-messages", { type: "message", role: "assistant", content: [] }],
    ["anthropic-messages", { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }],
    ["gemini", [{ candidates: [] }, { candidates: [] }]],
    ["gemini", { error: { code: 429, message: "m", status: "RESOURCE_EXHAUSTED" } }],
    ["ollama", { model: "llama3.2", created_at: "t", message: { content: "Hi" }, done: false }],
    [
      "ollama",
      { model: "all-minilm", embeddings: [[0.1]], total_duration: 14_143_917, prompt_eval_count: 8 },
    ],
    ["bedrock-converse", { throttlingException: { message: "m" } }],
    ["mistral", { object: "chat.completion", model: "mistral-small-latest", choices: [] }],
    ["cohere", { type: "tool-plan-delta", delta: { message: { tool_plan: "I" } } }],
    // OpenAI's Responses write the same object as Anthropic, with a number of their own.
    [null, { type: "error", sequence_number: 2, error: { type: "server_error", message: "m" } }],
    [null, { serverContent: {}, usageMetadata: { promptTokenCount: 25, responseTokenCount: 25 } }],
    [null, { status: "ok" }],
    [null, {}],
    [null, []],
    [null, null],
    [null, "[DONE]"],
    [null, 7],
  ])("%s: %j", (shape, json) => {
    expect(recogniseShape(json)).toBe(shape);
  });
});

describe.skipIf(RECORDINGS_MISSING)(`events of the recorded streams (${RECORDINGS_PATH})`, () => {
  /** An error event may be anybody's: OpenAI's chat and Responses write the same object. */
  const AMBIGUOUS = ["openai/responses/openai-error.1.chunks.txt"];

  test("are each recognised as the shape of their stream, or as none", () => {
    const streams = readRecordings().map(({ name, events }) => ({
      name,
      shapes: new Set((events ?? []).map(recogniseShape)),
    }));
    for (const { shapes } of streams) shapes.delete(null);
    expect(streams.filter(({ shapes }) => shapes.size > 1).map(({ name }) => name)).toEqual(AMBIGUOUS);
  });
});
