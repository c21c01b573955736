import { textOfMessage } from "@promptprof/anatomy";
import type { ReplyShape } from "@promptprof/model/replies";
import { isRecord, textOf, type Fields } from "../is-record.ts";

/**
 * The visible text of a whole answer, or of one event of a stream; "" for what has none. Of several choices the first.
 * Field names: the providers' API references, as the readers of replies have them.
 */
export function textOfReply(shape: ReplyShape, reply: unknown): string {
  return isRecord(reply) ? (READERS[shape]?.(reply) ?? "") : "";
}

type Reader = (reply: Fields) => string;

const READERS: Readonly<Partial<Record<ReplyShape, Reader>>> = {
  "openai-chat": chat,
  mistral: chat,
  "openai-responses": (reply) =>
    reply["type"] === "response.output_text.delta"
      ? (textOf(reply["delta"]) ?? "")
      : listOf(reply["output"]).map(textOfOutput).join(""),
  "anthropic-messages": (reply) => textOfPart(reply["delta"]) || textOfMessage(reply),
  gemini: (reply) => textOfMessage(at(listOf(reply["candidates"])[0], "content")),
  "bedrock-converse": (reply) =>
    textOfPart(at(reply["contentBlockDelta"], "delta")) || textOfMessage(at(reply["output"], "message")),
  ollama: (reply) => textOf(reply["response"]) ?? textOfMessage(reply["message"]),
  cohere: (reply) =>
    textOfPart(at(at(reply["delta"], "message"), "content")) || textOfMessage(reply["message"]),
};

function chat(reply: Fields): string {
  const choice = listOf(reply["choices"])[0];
  return textOf(at(choice, "text")) ?? textOfMessage(at(choice, "delta") ?? at(choice, "message"));
}

/** Items of a response are messages, calls and thoughts; only messages are the answer's text. */
function textOfOutput(item: unknown): string {
  return at(item, "type") === "message" ? textOfMessage(item) : "";
}

function textOfPart(part: unknown): string {
  return textOf(at(part, "text")) ?? "";
}

function at(value: unknown, field: string): unknown {
  return isRecord(value) ? value[field] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
