// Mistral chat completions and transcriptions: OpenAI's chat shape with content in parts (`thinking`, `text`), a tier
// and tool calls of its own, and usage in the last chunk without asking. Fields: Mistral API reference, "Chat" and
// "Audio Transcription" (types of npm @mistralai/mistralai 2.7.0). What differs in usage (`num_cached_tokens`) is one
// row of openai-chat's tables; `prompt_audio_seconds` is billed by the second and is no token.
import { openaiChat } from "./openai-chat.ts";
import type { ShapeReader } from "./shape-reader.ts";

export const mistral: ShapeReader = openaiChat;
