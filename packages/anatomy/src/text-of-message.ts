import { isRecord, listOf, type Fields } from "./json.ts";

/**
 * All text of a message, whichever provider it is written for: its content or content parts, and the names and
 * arguments of its tool calls and what the tools answered. Pictures, sound and files have no text and add nothing.
 */
export function textOfMessage(message: unknown): string {
  if (typeof message === "string") return message;
  if (!isRecord(message)) return "";
  return (
    textOfContent(message["content"] ?? message["parts"]) +
    textOfContent(message["output"]) +
    textOfPart(message) +
    listOf(message["tool_calls"] ?? message["toolCalls"])
      .map(textOfToolCall)
      .join("")
  );
}

function textOfContent(content: unknown): string {
  if (typeof content === "string") return content;
  let text = "";
  for (const part of listOf(content)) text += typeof part === "string" ? part : textOfPart(part);
  return text;
}

/** A block of any provider: each has the fields of its own kind and none of the others'. */
function textOfPart(part: unknown): string {
  if (!isRecord(part)) return "";
  if (typeof part["text"] === "string") return part["text"];
  if (typeof part["thinking"] === "string") return part["thinking"];
  return textOfCall(part) + textOfResult(part);
}

/** OpenAI's arguments are text; all others' are objects. */
function textOfCall(part: Fields): string {
  if (typeof part["arguments"] === "string") return stringOf(part["name"]) + part["arguments"];
  if (part["type"] === "tool_use") return stringOf(part["name"]) + jsonOf(part["input"]);
  const use = part["toolUse"];
  if (isRecord(use)) return stringOf(use["name"]) + jsonOf(use["input"]);
  const call = part["functionCall"];
  return isRecord(call) ? stringOf(call["name"]) + jsonOf(call["args"]) : "";
}

function textOfResult(part: Fields): string {
  if (part["type"] === "tool_result") return textOfContent(part["content"]);
  const result = part["toolResult"];
  if (isRecord(result)) return textOfContent(result["content"]);
  const response = part["functionResponse"];
  return isRecord(response) ? jsonOf(response["response"]) : jsonOf(part["json"]);
}

/** Ollama's arguments are an object inside of OpenAI's `function`. */
function textOfToolCall(call: unknown): string {
  const called = isRecord(call) ? call["function"] : null;
  if (!isRecord(called)) return "";
  return textOfCall(called) || stringOf(called["name"]) + jsonOf(called["arguments"]);
}

/** Providers hand objects to the model as JSON. An object that has none (a cycle) adds nothing. */
function jsonOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
