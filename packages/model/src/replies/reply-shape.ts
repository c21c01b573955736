/**
 * The ways in which providers write a reply. A shape is a wire format, not a company: DeepSeek, xAI, Groq, Azure,
 * Moonshot, Alibaba, Fireworks, Perplexity and OpenRouter all answer in `openai-chat`, each with quirks of its own.
 */
export const REPLY_SHAPES = [
  "openai-chat",
  "openai-responses",
  "openai-embeddings",
  "openai-media",
  "anthropic-messages",
  "gemini",
  "gemini-interactions",
  "vertex-predictions",
  "bedrock-converse",
  "ollama",
  "mistral",
  "cohere",
] as const;

export type ReplyShape = (typeof REPLY_SHAPES)[number];
