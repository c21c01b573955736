import { expect, test } from "vitest";
import { providerName, providerOfHost } from "./provider-name.ts";

test.each([
  ["openai", "openai"],
  ["OpenAI", "openai"],
  ["openai.chat", "openai"],
  ["openai.responses", "openai"],
  ["anthropic.messages", "anthropic"],
  ["azure", "azure.ai.openai"],
  ["az.ai.inference", "azure.ai.inference"],
  ["azure.ai.openai", "azure.ai.openai"],
  ["vertex_ai", "gcp.vertex_ai"],
  ["google.generative-ai", "gcp.gemini"],
  ["gemini", "gcp.gemini"],
  ["amazon-bedrock", "aws.bedrock"],
  ["mistralai", "mistral_ai"],
  ["mistral.chat", "mistral_ai"],
  ["xai.chat", "x_ai"],
  ["google.vertex.chat", "gcp.vertex_ai"],
  ["vertex.anthropic.messages", "gcp.vertex_ai"],
  ["azure.responses", "azure.ai.openai"],
  ["groq.chat", "groq"],
  ["cohere.textEmbedding", "cohere"],
  ["openai.moderation", "openai"],
  ["ibm.watsonx.ai", "ibm.watsonx.ai"],
  ["gcp.gen_ai", "gcp.gen_ai"],
  ["my-gateway", "my-gateway"],
  ["models.acme.example", "models.acme.example"],
])("%s is %s", (name, provider) => {
  expect(providerName(name)).toBe(provider);
});

test.each([
  ["api.openai.com", "openai"],
  ["https://api.openai.com/v1", "openai"],
  ["shop.openai.azure.com:443", "azure.ai.openai"],
  ["bedrock-runtime.eu-central-1.amazonaws.com", "aws.bedrock"],
  ["europe-west4-aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["127.0.0.1", null],
  ["api.openai.com.evil.example", null],
  ["notapi.openai.com.example", null],
])("host %s belongs to %s", (host, provider) => {
  expect(providerOfHost(host)).toBe(provider);
});
