import type { ModelRequest } from "../providers/provider.ts";
import type { Recorded } from "./cassette.ts";

/** Characters of either text that are quoted. */
const QUOTED = 30;

/** What differs between a recorded request and one that is made now, the most telling first; null = nothing. */
export function differenceOf(recorded: Recorded, now: ModelRequest): string | null {
  if (recorded.model !== now.model)
    return `it was recorded with model ${recorded.model}, now it is ${now.model}`;
  return (
    differenceOfMessages(recorded, now) ??
    differenceOfFields(recorded.parameters, now.parameters) ??
    (JSON.stringify(recorded.tools) === JSON.stringify(now.tools) ? null : "its tools differ")
  );
}

function differenceOfMessages(
  { messages: before }: Recorded,
  { messages: after }: ModelRequest,
): string | null {
  for (const [i, message] of after.entries()) {
    const old = before[i];
    if (old === undefined || (old.role === message.role && old.content === message.content)) continue;
    if (old.role !== message.role) return `message ${i + 1} was of ${old.role}, now of ${message.role}`;
    const at = firstDifference(old.content, message.content);
    return `message ${i + 1} (${message.role}) differs at character ${at + 1}: recorded ${quoted(old.content, at)}, now ${quoted(message.content, at)}`;
  }
  return before.length === after.length ? null : `it had ${before.length} messages, now ${after.length}`;
}

function differenceOfFields(before: object, after: object): string | null {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [JSON.stringify(old.get(name)), JSON.stringify(now.get(name))];
    if (was !== is) return `${name} was ${was ?? "not set"}, now it is ${is ?? "not set"}`;
  }
  return null;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function quoted(text: string, at: number): string {
  const piece = text.slice(at, at + QUOTED);
  return JSON.stringify(text.length > at + QUOTED ? `${piece}…` : piece);
}
