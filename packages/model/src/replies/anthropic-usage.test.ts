import { describe, expect, test } from "vitest";
import { readReply } from "./read-reply.ts";
import type { ReplyFacts } from "./reply-facts.ts";

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

const factsAfterStart = (...events: readonly unknown[]): ReplyFacts =>
  readReply("anthropic-messages", [START, ...events]);

const closing = (usage: object): object => ({
  type: "message_delta",
  delta: { stop_reason: "end_turn" },
  usage,
});

describe("Anthropic's usage in a stream", () => {
  test("is cumulative: 1 and then 45 are 45, not 46", () => {
    expect(factsAfterStart(closing({ output_tokens: 45 }))).toMatchObject({
      inputTokens: 152,
      outputTokens: 45,
    });
    expect(factsAfterStart(closing({ output_tokens: 20 }), closing({ output_tokens: 45 })).outputTokens).toBe(
      45,
    );
  });

  test("keeps what the closing event leaves null", () => {
    const usage = { input_tokens: null, cache_read_input_tokens: null, output_tokens: 45 };
    expect(factsAfterStart(closing(usage))).toMatchObject({
      inputTokens: 152,
      cacheReadTokens: 64,
      outputTokens: 45,
    });
  });

  test("takes the closing input where a server-side tool made it grow", () => {
    const usage = {
      input_tokens: 1_250,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
      output_tokens: 83,
    };
    expect(factsAfterStart(closing(usage))).toMatchObject({ inputTokens: 1_250, outputTokens: 83 });
  });

  test("of a stream that was cut states the input and the first output token", () => {
    expect(factsAfterStart()).toMatchObject({ inputTokens: 152, outputTokens: 1, finishReason: null });
  });

  test("of one-hour cache writes keeps them apart from those of five minutes", () => {
    const usage = {
      input_tokens: 1,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      output_tokens: 1,
    };
    const body = { type: "message", role: "assistant", content: [], usage };
    expect(readReply("anthropic-messages", body)).toMatchObject({
      inputTokens: 31,
      cacheWriteTokens: 30,
      cacheWrite1hTokens: 20,
    });
  });

  test("names a declined attempt that had already written apart, at the model that declined", () => {
    const declined = { type: "message", model: "claude-fable-5", input_tokens: 408, output_tokens: 7 };
    const taken = {
      type: "fallback_message",
      model: "claude-opus-4-8",
      input_tokens: 412,
      output_tokens: 264,
    };
    const body = {
      type: "message",
      model: "claude-opus-4-8",
      usage: { input_tokens: 412, output_tokens: 264, iterations: [declined, taken] },
    };
    const { inputTokens, apart, notes } = readReply("anthropic-messages", body);
    expect(inputTokens).toBe(412);
    expect(apart).toMatchObject([
      { model: "claude-fable-5", kind: "message", tokens: { inputTokens: 408, outputTokens: 7 } },
    ]);
    expect(notes).toEqual(["other_model_apart"]);
  });
});
