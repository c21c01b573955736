import type { RequestMessage } from "@promptprof/anatomy";
import { isRecord, textOf, type Fields } from "../is-record.ts";

const ROLES: ReadonlyMap<unknown, string> = new Map([
  ["human", "user"],
  ["ai", "assistant"],
  ["AIMessageChunk", "assistant"],
]);

/** A message of LangChain as our readers know messages; calls of tools stand beside its content. */
export function messageOf(message: unknown): RequestMessage {
  if (!isRecord(message)) return { role: "user", source: message };
  const role = roleOf(message);
  const calls: readonly unknown[] = Array.isArray(message["tool_calls"]) ? message["tool_calls"] : [];
  return { role, source: { role, content: message["content"], tool_calls: calls.map(toolCallOf) } };
}

function roleOf(message: Fields): string {
  const type = message["type"];
  return ROLES.get(type) ?? textOf(type) ?? textOf(message["role"]) ?? "user";
}

function toolCallOf(call: unknown): unknown {
  return isRecord(call) ? { function: { name: call["name"], arguments: call["args"] } } : call;
}
