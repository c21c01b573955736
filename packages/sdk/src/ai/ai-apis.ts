import { isRecord } from "../is-record.ts";
import { requestOfPrompt } from "./request-of-prompt.ts";
import type { AiApi } from "./profile-ai-call.ts";
import { wireOfPart, wireOfResult } from "./wire-of-ai.ts";

export const aiChat: AiApi = {
  path: ["languageModel"],
  operation: "chat",
  shape: "openai-chat",
  toWire: wireOfResult,
  itemToWire: wireOfPart,
  requestOf: requestOfPrompt,
};

export const aiEmbeddings: AiApi = {
  path: ["embeddingModel"],
  operation: "embeddings",
  shape: "openai-embeddings",
  toWire: (result) => {
    const usage = isRecord(result) && isRecord(result["usage"]) ? result["usage"] : {};
    return { usage: { prompt_tokens: usage["tokens"] } };
  },
  requestOf: ({ values }) => ({
    messages: (Array.isArray(values) ? values : []).map((source: unknown) => ({ role: "user", source })),
    tools: undefined,
  }),
};
