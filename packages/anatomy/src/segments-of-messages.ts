import type { SegmentKind } from "@promptprof/model";
import type { TextSegment } from "./render-template.ts";
import { textOfMessage } from "./text-of-message.ts";

/** Where a message belongs in the anatomy of a prompt that nobody named. */
interface Place {
  readonly path: string;
  readonly kind: SegmentKind;
}

const STATIC: Readonly<Record<string, Place>> = {
  system: { path: "system", kind: "static" },
  developer: { path: "developer", kind: "static" },
};
const QUESTION: Place = { path: "user", kind: "variable" };
const EARLIER_QUESTION: Place = { path: "user/history", kind: "history" };
const ANSWER: Place = { path: "assistant", kind: "history" };
const TOOL: Place = { path: "tool", kind: "tool" };

/**
 * The segments of messages written by hand, in chat completions' or responses' shape: one segment a role, its
 * messages put together, in order of first appearance. So a long conversation has five paths, not five hundred,
 * and they mean the same in every call: `system`, `user/history` (questions before the last one), `assistant`
 * (history), `tool`, and `user` (the last question, or several in a row).
 */
export function segmentsOfMessages(messages: readonly unknown[]): readonly TextSegment[] {
  const segments = new Map<Place, string>();
  const question = lastQuestion(messages);
  for (const [i, message] of messages.entries()) {
    const place = placeOf(message, i >= question);
    segments.set(place, (segments.get(place) ?? "") + textOfMessage(message));
  }
  return [...segments].map(([{ path, kind }, text]) => ({ path, kind, text }));
}

function placeOf(message: unknown, current: boolean): Place {
  const role = roleOf(message);
  if (role === "user") return current ? QUESTION : EARLIER_QUESTION;
  if (role === "tool") return TOOL;
  return STATIC[role] ?? ANSWER;
}

/** Index of the first message of the last run of user messages; the length when there is none. */
function lastQuestion(messages: readonly unknown[]): number {
  let index = messages.findLastIndex((message) => roleOf(message) === "user");
  if (index === -1) return messages.length;
  while (index > 0 && roleOf(messages[index - 1]) === "user") index -= 1;
  return index;
}

/** Items of the responses API have no role but a type: calls are the model's, their outputs the tools'. */
function roleOf(message: unknown): string {
  if (typeof message === "string") return "user";
  if (typeof message !== "object" || message === null) return "";
  if ("role" in message && typeof message.role === "string")
    return message.role === "function" ? "tool" : message.role;
  return "type" in message && typeof message.type === "string" && message.type.endsWith("_output")
    ? "tool"
    : "";
}
