/**
 * All text of a message, in the shape of chat completions or of responses: its content or content parts, and the
 * names and arguments of its tool calls. Pictures, sound and files have no text and add nothing.
 */
export function textOfMessage(message: unknown): string {
  if (typeof message === "string") return message;
  if (!isRecord(message)) return "";
  const calls = Array.isArray(message["tool_calls"]) ? message["tool_calls"] : [];
  return (
    contentText(message["content"]) +
    contentText(message["output"]) +
    callText(message) +
    calls.map(toolCallText).join("")
  );
}

function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  let text = "";
  for (const part of content as readonly unknown[])
    text += isRecord(part) ? stringOf(part["text"]) : stringOf(part);
  return text;
}

function toolCallText(call: unknown): string {
  return isRecord(call) ? callText(call["function"]) : "";
}

function callText(call: unknown): string {
  if (!isRecord(call) || typeof call["arguments"] !== "string") return "";
  return stringOf(call["name"]) + call["arguments"];
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
