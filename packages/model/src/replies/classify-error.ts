import type { ErrorClass } from "../error-class.ts";
import { classOfMessage, classOfStatus, refineByMessage } from "./error-patterns.ts";
import { classOfWord } from "./error-words.ts";
import { at, firstAt, list, text } from "./json.ts";

/** All that is known of an error; null for what is not. */
export interface ErrorSigns {
  readonly httpStatus: number | null;
  /** The parsed body, an event of a stream, or a message as text. */
  readonly body: unknown;
  /** The name or code of the client's error (`AbortError`, `ECONNRESET`, `ThrottlingException`). */
  readonly name: string | null;
}

/** An error without its message. */
export interface ClassifiedError {
  readonly errorClass: ErrorClass;
  /** The provider's most specific word, else the client's, else the status; null when nobody has one. */
  readonly errorType: string | null;
}

/** Where providers put the word for an error, the most specific first. */
const WORD_PATHS = [
  ["error", "code"], // OpenAI, Azure
  ["error", "type"], // OpenAI, Anthropic
  ["error", "status"], // Gemini
  ["error", "innererror", "code"], // Azure
  ["code"], // OpenAI's error event, Mistral
  ["type"], // Mistral, vLLM
  ["status"], // Gemini without a wrapper, OpenAI's failed response
  ["__type"], // AWS
] as const;
const MESSAGE_PATHS = [["error", "message"], ["error"], ["message"], ["detail"]] as const;
const STATUS_PATHS = [["error", "code"], ["code"], ["status"]] as const;

/** Words, not sentences: a sentence may hold what a user wrote. AWS puts a namespace before `#`. */
const WORD = /^(?:[\w.]+#)?([A-Za-z][\w.:-]{1,79})$/;
/** Long enough for every message that a pattern looks for; a body may echo a whole prompt. */
const MESSAGE_CHARACTERS = 2_000;

/**
 * Classifies an error by its signs, the surest first: a word that says enough; where the request is called wrong,
 * what its message adds; the HTTP status; the message alone. An exhausted quota is `rate_limit`, as its status 429
 * says, and a bill that is not paid is `auth`; their `errorType` tells them apart.
 */
export function classifyError({ httpStatus, body, name }: ErrorSigns): ClassifiedError {
  const error: unknown = Array.isArray(body) ? list(body)[0] : body;
  const words = wordsOf(error, name);
  const status = httpStatus ?? statusOf(error);
  return {
    errorClass: classOf(words, status, messageOf(error)),
    errorType: words[0] ?? (status === null ? null : String(status)),
  };
}

function classOf(words: readonly string[], status: number | null, message: string): ErrorClass {
  const classes = [...words.map(classOfWord), classOfStatus(status)].filter((found) => found !== null);
  const sure = classes.find((found) => found !== "invalid_request" && found !== "other");
  if (sure !== undefined) return sure;
  if (classes.includes("invalid_request")) return refineByMessage(message) ?? "invalid_request";
  return classOfMessage(message) ?? "other";
}

function wordsOf(error: unknown, name: string | null): readonly string[] {
  const values = [...WORD_PATHS.map((path) => at(error, path)), name];
  return values.map(wordOf).filter((word) => word !== null);
}

function wordOf(value: unknown): string | null {
  const word = text(value)?.match(WORD)?.[1] ?? null;
  return word === "error" ? null : word;
}

function statusOf(error: unknown): number | null {
  const stated = firstAt(error, STATUS_PATHS);
  const status = typeof stated === "string" ? Number(stated) : stated;
  const isStatus = typeof status === "number" && Number.isInteger(status) && status >= 400 && status < 600;
  return isStatus ? status : null;
}

function messageOf(error: unknown): string {
  const messages = [error, ...MESSAGE_PATHS.map((path) => at(error, path))];
  return (messages.map(text).find((message) => message !== null) ?? "").slice(0, MESSAGE_CHARACTERS);
}
