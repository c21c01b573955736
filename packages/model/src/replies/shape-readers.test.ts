import { describe, expect, test } from "vitest";
import { readReply } from "./read-reply.ts";

const prediction = (count?: number): object => ({ embeddings: { statistics: { token_count: count } } });

describe("the usage of each shape", () => {
  test("Gemini: candidates leave thoughts out, a tool's prompt is prompt, and cached tokens are within", () => {
    const usageMetadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 40,
      toolUsePromptTokenCount: 30,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 50,
      totalTokenCount: 200,
    };
    expect(readReply("gemini", { usageMetadata })).toMatchObject({
      inputTokens: 130,
      cacheReadTokens: 40,
      outputTokens: 70,
      reasoningTokens: 50,
      notes: ["tool_use_prompt_added", "reasoning_added_to_output"],
    });
  });

  test("Gemini: a chunk with a traffic type alone does not wipe the counts", () => {
    const usageMetadata = { promptTokenCount: 9, candidatesTokenCount: 5, totalTokenCount: 14 };
    const facts = readReply("gemini", [{ usageMetadata }, { usageMetadata: { trafficType: "ON_DEMAND" } }]);
    expect(facts).toMatchObject({ inputTokens: 9, outputTokens: 5, serviceTier: "ON_DEMAND" });
  });

  test("Gemini: a blocked prompt finishes with the reason to block it", () => {
    const body = {
      promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
      usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 },
    };
    expect(readReply("gemini", body)).toMatchObject({
      finishReason: "PROHIBITED_CONTENT",
      inputTokens: 9,
      outputTokens: null,
    });
  });

  test("Bedrock: cache parts stand beside the input, and the details tell one hour from five minutes", () => {
    const usage = {
      inputTokens: 56,
      cacheReadInputTokens: 64,
      cacheWriteInputTokens: 32,
      cacheDetails: [
        { ttl: "1h", inputTokens: 20 },
        { ttl: "5m", inputTokens: 12 },
      ],
      outputTokens: 45,
      totalTokens: 197,
    };
    expect(readReply("bedrock-converse", [{ metadata: { usage } }])).toMatchObject({
      inputTokens: 152,
      cacheWriteTokens: 32,
      cacheWrite1hTokens: 20,
      outputTokens: 45,
      notes: ["cache_added_to_input"],
    });
  });

  test("Ollama: the last line counts, and a prompt that was not evaluated again is unknown", () => {
    const last = {
      model: "llama3.2",
      message: { content: "" },
      done: true,
      done_reason: "stop",
      eval_count: 298,
    };
    expect(
      readReply("ollama", [{ model: "llama3.2", message: { content: "Hi" }, done: false }, last]),
    ).toMatchObject({
      inputTokens: null,
      outputTokens: 298,
      finishReason: "stop",
      responseModel: "llama3.2",
    });
    expect(readReply("ollama", { ...last, prompt_eval_count: 26 }).inputTokens).toBe(26);
  });

  test("Cohere: what is billed counts, and without it what was processed", () => {
    const tokens = { input_tokens: 507, output_tokens: 10 };
    const usage = { billed_units: { input_tokens: 12, output_tokens: 7 }, tokens, cached_tokens: 448 };
    expect(readReply("cohere", { usage })).toMatchObject({
      inputTokens: 12,
      outputTokens: 7,
      cacheReadTokens: null,
      notes: ["billed_units"],
    });
    expect(readReply("cohere", { usage: { tokens, cached_tokens: 448 } })).toMatchObject({
      inputTokens: 507,
      cacheReadTokens: 448,
      notes: [],
    });
  });

  test("Vertex embeddings: one prediction without a count makes the sum unknown", () => {
    expect(readReply("vertex-predictions", { predictions: [prediction(5), prediction(6)] }).inputTokens).toBe(
      11,
    );
    expect(
      readReply("vertex-predictions", { predictions: [prediction(5), prediction()] }).inputTokens,
    ).toBeNull();
  });

  test("OpenAI's pictures and transcriptions count by tokens where they do, and not by seconds", () => {
    const picture = {
      data: [{ b64_json: "iVBO" }],
      usage: { input_tokens: 50, output_tokens: 4_160, total_tokens: 4_210 },
    };
    expect(readReply("openai-media", picture)).toMatchObject({ inputTokens: 50, outputTokens: 4_160 });
    expect(
      readReply("openai-media", { text: "Hi", usage: { type: "duration", seconds: 37 } }).tokenSource,
    ).toBe("absent");
  });
});
