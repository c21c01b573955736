import { list, record, text } from "./json.ts";
import type { Carried } from "./reply-facts.ts";

const VISIBILITY: Readonly<Record<Carried, number>> = { nothing: 0, reasoning: 1, tool: 2, text: 3 };

/** The more visible of two things. */
export function moreVisible(a: Carried, b: Carried): Carried {
  return VISIBILITY[a] >= VISIBILITY[b] ? a : b;
}

/** `what` where the value is text that says something, else `nothing`: an empty delta is no token. */
export function carriedIf(value: unknown, what: Carried): Carried {
  return typeof value === "string" && value !== "" ? what : "nothing";
}

/**
 * What a message's content carries: plain text, or a list of parts as Mistral writes it, where a part of type
 * `thinking` is reasoning.
 */
export function carriedByContent(content: unknown): Carried {
  if (typeof content === "string") return content === "" ? "nothing" : "text";
  let carried: Carried = "nothing";
  for (const part of list(content)) carried = moreVisible(carried, carriedByPart(part));
  return carried;
}

function carriedByPart(value: unknown): Carried {
  const part = record(value);
  if (part === null) return "nothing";
  if (part["type"] === "thinking") return list(part["thinking"]).length > 0 ? "reasoning" : "nothing";
  return text(part["text"]) === null ? "nothing" : "text";
}
