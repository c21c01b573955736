import type { SegmentKind } from "@promptprof/model";
import { cutAtNamedTexts, type CutText } from "./cut-at-named-texts.ts";
import { isRecord, listOf, textOf } from "./json.ts";
import type { NamedTexts } from "./named-texts.ts";
import type { TextSegment } from "./render-template.ts";
import type { RequestMessage } from "./requests/request-facts.ts";
import { textOfMessage } from "./text-of-message.ts";

/** Where a message belongs in the anatomy of a prompt that nobody named. */
interface Place {
  readonly path: string;
  readonly kind: SegmentKind;
}

const STATIC: Readonly<Record<string, Place>> = {
  system: { path: "system", kind: "static" },
  SYSTEM: { path: "system", kind: "static" },
  developer: { path: "developer", kind: "static" },
};
const QUESTION: Place = { path: "user", kind: "variable" };
const EARLIER_QUESTION: Place = { path: "user/history", kind: "history" };
const ANSWER: Place = { path: "assistant", kind: "history" };
const TOOL: Place = { path: "tool", kind: "tool" };

/**
 * The segments of messages written by hand: one segment a role, its messages put together, in order of first
 * appearance. So a long conversation has five paths, not five hundred, and they mean the same in every call and for
 * every provider: `system`, `user/history` (questions before the last one), `assistant` (history), `tool`, and
 * `user` (the last question, or several in a row). Texts that the host named stand apart, below their role:
 * `user/retrieved`.
 *
 * @param named null = nobody named anything
 */
export function segmentsOfMessages(
  messages: readonly RequestMessage[],
  named: NamedTexts | null = null,
): readonly TextSegment[] {
  const segments = new Map<string, { path: string; kind: SegmentKind; text: string }>();
  const add = (path: string, kind: SegmentKind, text: string): void => {
    const known = segments.get(path);
    if (known === undefined) segments.set(path, { path, kind, text });
    else known.text += text;
  };
  const question = lastQuestion(messages);
  for (const [i, message] of messages.entries()) {
    const place = placeOf(message, i >= question);
    const text = textOfMessage(message.source);
    if (named === null) add(place.path, place.kind, text);
    else addPieces(place, cutAtNamedTexts(text, named), add);
  }
  return [...segments.values()];
}

function addPieces(
  { path, kind }: Place,
  pieces: readonly CutText[],
  add: (path: string, kind: SegmentKind, text: string) => void,
): void {
  for (const { named, text } of pieces) {
    if (named === null) add(path, kind, text);
    else add(`${path}/${named.name}`, named.kind, text);
  }
}

function placeOf(message: RequestMessage, current: boolean): Place {
  if (isToolResult(message)) return TOOL;
  if (isUser(message)) return current ? QUESTION : EARLIER_QUESTION;
  return STATIC[message.role] ?? ANSWER;
}

/** Index of the first message of the last run of user messages; the length when there is none. */
function lastQuestion(messages: readonly RequestMessage[]): number {
  let index = messages.findLastIndex(isQuestion);
  if (index === -1) return messages.length;
  for (let before = messages[index - 1]; before !== undefined && isQuestion(before); index -= 1) {
    before = messages[index - 2];
  }
  return index;
}

function isQuestion(message: RequestMessage): boolean {
  return isUser(message) && !isToolResult(message);
}

function isUser({ role }: RequestMessage): boolean {
  return role === "user" || role === "USER";
}

/**
 * OpenAI gives tools a role or, in the responses API, their items a type; Anthropic, Gemini and Bedrock put results
 * into user messages, alone or before the next question.
 */
function isToolResult({ role, source }: RequestMessage): boolean {
  if (role === "tool" || role === "function" || role === "TOOL") return true;
  if (!isRecord(source)) return false;
  if (role === "") return (textOf(source["type"]) ?? "").endsWith("_output");
  const parts = listOf(source["content"] ?? source["parts"]);
  return parts.length > 0 && parts.every(isResultPart);
}

function isResultPart(part: unknown): boolean {
  if (!isRecord(part)) return false;
  return (
    part["type"] === "tool_result" ||
    part["toolResult"] !== undefined ||
    part["functionResponse"] !== undefined
  );
}
