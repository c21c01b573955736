import { at, isRecord, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyShape } from "./reply-shape.ts";

type Sign = (json: JsonRecord) => boolean;

const ANTHROPIC_EVENT = /^(message_(start|delta|stop)|content_block_(start|delta|stop)|ping)$/;
const COHERE_EVENT = /^(message|content|tool-plan|tool-call|citation)-(start|delta|end)$/;
const BEDROCK_EVENT =
  /^(messageStart|messageStop|contentBlockStart|contentBlockDelta|contentBlockStop|[a-zA-Z]+Exception)$/;
const MISTRAL_MODEL = /^(open-)?(mistral|mixtral|ministral|magistral|codestral|pixtral|devstral|voxtral)/;

/** The signs of each shape, the narrowest first: the first that holds decides. */
const SIGNS: readonly (readonly [ReplyShape, Sign])[] = [
  ["openai-responses", (json) => json["object"] === "response" || startsWith(json["type"], "response.")],
  ["gemini-interactions", (json) => json["object"] === "interaction" || text(json["event_type"]) !== null],
  ["anthropic-messages", isAnthropic],
  ["cohere", isCohere],
  ["bedrock-converse", isBedrock],
  ["vertex-predictions", (json) => Array.isArray(json["predictions"])],
  ["gemini", isGemini],
  ["ollama", isOllama],
  ["openai-embeddings", isEmbeddings],
  ["mistral", isMistral],
  ["openai-chat", isChat],
  ["openai-media", isMedia],
];

/**
 * Guesses the shape of a reply from its JSON alone: a whole body, or any event of a stream that says something.
 * For errors too, as far as their form is one provider's own.
 *
 * @returns null for what is no reply of a known shape; whoever knows the URL that was called knows better
 */
export function recogniseShape(json: unknown): ReplyShape | null {
  const first: unknown = Array.isArray(json) ? list(json)[0] : json;
  if (!isRecord(first)) return null;
  return SIGNS.find(([, sign]) => sign(first))?.[0] ?? null;
}

function isAnthropic(json: JsonRecord): boolean {
  const type = text(json["type"]) ?? "";
  if (ANTHROPIC_EVENT.test(type) || (type === "message" && json["role"] === "assistant")) return true;
  return (
    type === "error" && text(at(json, ["error", "type"])) !== null && json["sequence_number"] === undefined
  );
}

function isCohere(json: JsonRecord): boolean {
  if (COHERE_EVENT.test(text(json["type"]) ?? "")) return true;
  return record(at(json["usage"] ?? json["meta"], ["billed_units"])) !== null;
}

function isBedrock(json: JsonRecord): boolean {
  if (record(at(json, ["output", "message"])) !== null || text(json["stopReason"]) !== null) return true;
  if (at(json, ["metadata", "usage", "inputTokens"]) !== undefined) return true;
  return Object.keys(json).some((key) => BEDROCK_EVENT.test(key));
}

function isGemini(json: JsonRecord): boolean {
  const isError =
    typeof at(json, ["error", "code"]) === "number" && text(at(json, ["error", "status"])) !== null;
  // The Live API's messages (`serverContent`) are turns of a session, not replies to calls.
  const isLive = json["serverContent"] !== undefined;
  return isError || Array.isArray(json["candidates"]) || (!isLive && isRecord(json["usageMetadata"]));
}

function isOllama(json: JsonRecord): boolean {
  const isLine = typeof json["done"] === "boolean" && text(json["model"]) !== null;
  return isLine || (Array.isArray(json["embeddings"]) && json["total_duration"] !== undefined);
}

function isEmbeddings(json: JsonRecord): boolean {
  if (json["object"] === "rerank") return true;
  const first = list(json["data"])[0];
  return json["object"] === "list" && (has(first, "embedding") || has(first, "relevance_score"));
}

function isMistral(json: JsonRecord): boolean {
  const usage = json["usage"];
  if (has(usage, "num_cached_tokens") || has(usage, "prompt_audio_seconds")) return true;
  return isChat(json) && MISTRAL_MODEL.test(text(json["model"]) ?? "");
}

function isChat(json: JsonRecord): boolean {
  const object = json["object"];
  if (startsWith(object, "chat.completion") || object === "text_completion") return true;
  return Array.isArray(json["choices"]) || has(json["error"], "param");
}

function isMedia(json: JsonRecord): boolean {
  if (startsWith(json["type"], "transcript.text.") || startsWith(json["type"], "image_generation."))
    return true;
  const isPicture = list(json["data"]).some((item) => has(item, "b64_json") || has(item, "url"));
  return (
    isPicture || json["task"] === "transcribe" || (text(json["text"]) !== null && has(json["usage"], "type"))
  );
}

function has(value: unknown, field: string): boolean {
  return at(value, [field]) !== undefined;
}

function startsWith(value: unknown, prefix: string): boolean {
  return typeof value === "string" && value.startsWith(prefix);
}
