import type { RequestFacts, RequestMessage } from "@promptprof/anatomy";
import { isRecord, type Fields } from "../is-record.ts";

/**
 * What a model is to read, from the AI SDK's call options: parts of text and reasoning are as everybody writes them,
 * calls of tools and their results are not.
 */
export function requestOfPrompt({ prompt, tools }: Fields): Pick<RequestFacts, "messages" | "tools"> {
  return { messages: listOf(prompt).filter(isRecord).map(messageOf), tools };
}

function messageOf({ role, content }: Fields): RequestMessage {
  const parts = typeof content === "string" ? content : listOf(content).map(partOf);
  return { role: typeof role === "string" ? role : "", source: { role, content: parts } };
}

function partOf(part: unknown): unknown {
  if (!isRecord(part)) return part;
  if (part["type"] === "tool-call") return { type: "tool_use", name: part["toolName"], input: part["input"] };
  if (part["type"] === "tool-result") return { type: "tool_result", content: resultOf(part["output"]) };
  return part;
}

/** A result is a text, JSON, or parts of its own; what nobody can write down is nothing. */
function resultOf(output: unknown): unknown {
  const value = isRecord(output) ? output["value"] : undefined;
  if (typeof value === "string" || (isRecord(output) && output["type"] === "content")) return value;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
