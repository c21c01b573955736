import { anthropicClient } from "./anthropic/anthropic-client.ts";
import { bedrockClient } from "./bedrock/bedrock-client.ts";
import type { ClientKind } from "./client-kind.ts";
import { cohereClient } from "./cohere/cohere-client.ts";
import { googleClient } from "./google/google-client.ts";
import { mistralClient } from "./mistral/mistral-client.ts";
import { ollamaClient } from "./ollama/ollama-client.ts";
import { openaiClient } from "./openai/openai-client.ts";

/** Every client library that `profile()` knows; the first that fits is taken. */
export const CLIENT_KINDS: readonly ClientKind[] = [
  openaiClient,
  anthropicClient,
  googleClient,
  mistralClient,
  cohereClient,
  ollamaClient,
  bedrockClient,
];
