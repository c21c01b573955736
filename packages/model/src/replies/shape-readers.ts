import { anthropicMessages } from "./anthropic-messages.ts";
import { bedrockConverse } from "./bedrock-converse.ts";
import { cohere } from "./cohere.ts";
import { geminiInteractions } from "./gemini-interactions.ts";
import { gemini } from "./gemini.ts";
import { mistral } from "./mistral.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import { openaiEmbeddings } from "./openai-embeddings.ts";
import { openaiMedia } from "./openai-media.ts";
import { openaiResponses } from "./openai-responses.ts";
import type { ReplyShape } from "./reply-shape.ts";
import type { ShapeReader } from "./shape-reader.ts";
import { vertexPredictions } from "./vertex-predictions.ts";

/** The one place where a shape meets its reader; a new shape is one file and one row here. */
export const SHAPE_READERS: Readonly<Record<ReplyShape, ShapeReader>> = {
  "openai-chat": openaiChat,
  "openai-responses": openaiResponses,
  "openai-embeddings": openaiEmbeddings,
  "openai-media": openaiMedia,
  "anthropic-messages": anthropicMessages,
  gemini,
  "gemini-interactions": geminiInteractions,
  "vertex-predictions": vertexPredictions,
  "bedrock-converse": bedrockConverse,
  ollama,
  mistral,
  cohere,
};
