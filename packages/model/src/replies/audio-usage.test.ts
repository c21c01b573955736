import { expect, test } from "vitest";
import { readReply } from "./read-reply.ts";

test("a spoken chat of OpenAI says how much of input and output was sound", () => {
  const reply = {
    object: "chat.completion",
    service_tier: "default",
    usage: {
      prompt_tokens: 120,
      completion_tokens: 80,
      total_tokens: 200,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 60 },
    },
  };
  expect(readReply("openai-chat", reply)).toMatchObject({
    inputTokens: 120,
    inputAudioTokens: 100,
    outputTokens: 80,
    outputAudioTokens: 60,
    serviceTier: "default",
    notes: [],
  });
});

test("a transcription of OpenAI has its split in the singular", () => {
  const usage = {
    type: "tokens",
    input_tokens: 14,
    input_token_details: { text_tokens: 0, audio_tokens: 14 },
    output_tokens: 45,
    total_tokens: 59,
  };
  expect(readReply("openai-media", { text: "Hi", usage })).toMatchObject({
    inputTokens: 14,
    inputAudioTokens: 14,
    outputAudioTokens: null,
  });
});

test("Gemini splits its counts by modality: sound that is not listed is none, and no list says nothing", () => {
  const usageMetadata = {
    promptTokenCount: 44,
    candidatesTokenCount: 10,
    totalTokenCount: 54,
    trafficType: "ON_DEMAND",
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 12 },
      { modality: "AUDIO", tokenCount: 32 },
    ],
    candidatesTokensDetails: [{ modality: "TEXT", tokenCount: 10 }],
  };
  expect(readReply("gemini", { usageMetadata })).toMatchObject({
    inputAudioTokens: 32,
    outputAudioTokens: 0,
    serviceTier: "ON_DEMAND",
  });
  const { promptTokensDetails: _, candidatesTokensDetails: __, ...unsplit } = usageMetadata;
  expect(readReply("gemini", { usageMetadata: unsplit })).toMatchObject({
    inputAudioTokens: null,
    outputAudioTokens: null,
  });
});

test("more sound than there is input or output is cut down to it, with a note", () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    prompt_tokens_details: { audio_tokens: 11 },
    completion_tokens_details: { audio_tokens: 5 },
  };
  expect(readReply("openai-chat", { usage })).toMatchObject({
    inputAudioTokens: 10,
    outputAudioTokens: 5,
    notes: ["audio_clamped"],
  });
});
