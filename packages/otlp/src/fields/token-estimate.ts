import type { Encoding } from "@promptprof/model";
import type { Note } from "./notes.ts";

/**
 * What a chat adds to the tokens of its messages' text, by OpenAI's own recipe for counting before a request: three
 * tokens and the role (one more) for each message, and three once that begin the answer. Other providers add as much
 * or a little more.
 */
export const CHAT_TOKENS = { message: 4, once: 3 } as const;

/** Operations whose input is a list of messages. */
export function isChat(operation: string): boolean {
  return operation === "chat" || operation === "generate_content";
}

/** Tokens as counted from text by us, for a call that reports none. */
export interface TokenEstimate {
  /** Without what a chat adds once (see `CHAT_TOKENS`); null = no text was at hand, or not all of it could be counted. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly encoding: Encoding;
  /** Why something could not be counted. */
  readonly notes: readonly Note[];
}

/** The same of one message of a call. */
export interface MessageEstimate extends TokenEstimate {
  /** Tells a message that was sent again from another one; nothing of the text can be seen in it. */
  readonly id: string;
}

/**
 * Two counts of one call as one: where both have counted, the larger one, because the smaller one had less of the text.
 * The order does not matter.
 */
export function mergeEstimates<T extends TokenEstimate>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return {
    ...a,
    inputTokens: larger(a.inputTokens, b.inputTokens),
    outputTokens: larger(a.outputTokens, b.outputTokens),
    encoding: a.encoding > b.encoding ? a.encoding : b.encoding,
    notes: [...new Set([...a.notes, ...b.notes])].toSorted(),
  };
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
