import { ApiError } from "./api-error.ts";
import type { Asked } from "./engine.ts";

export type Body = Readonly<Record<string, unknown>>;

/** Reads a chat completions body. */
export function askedByChat(body: Body): Asked {
  if (!Array.isArray(body["messages"]))
    throw new ApiError(400, "invalid_messages", "messages must be an array");
  return {
    text: body["messages"].map(textOfMessage).join("\n"),
    maxTokens: wholeNumber(body, "max_completion_tokens") ?? wholeNumber(body, "max_tokens"),
    temperature: number(body, "temperature"),
    seed: number(body, "seed"),
    stop: typeof body["stop"] === "string" ? [body["stop"]] : strings(body["stop"]),
  };
}

/** Reads a responses body: `instructions`, then `input` as a text or as messages. */
export function askedByResponses(body: Body): Asked {
  const instructions = typeof body["instructions"] === "string" ? [body["instructions"]] : [];
  const input = Array.isArray(body["input"]) ? body["input"].map(textOfMessage) : [text(body["input"])];
  return {
    text: [...instructions, ...input].join("\n"),
    maxTokens: wholeNumber(body, "max_output_tokens"),
    temperature: number(body, "temperature"),
    seed: number(body, "seed"),
    stop: [],
  };
}

/** A message's content is a text or a list of parts; parts without a text (pictures) are nothing to this model. */
function textOfMessage(message: unknown): string {
  const content = isBody(message) ? message["content"] : undefined;
  return Array.isArray(content)
    ? content.map((part) => (isBody(part) ? text(part["text"]) : "")).join("")
    : text(content);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function number(body: Body, key: string): number | null {
  const value = body[key] ?? null;
  if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
  throw new ApiError(400, "invalid_value", `${key} must be a number, got ${JSON.stringify(value)}`);
}

function wholeNumber(body: Body, key: string): number | null {
  const value = number(body, key);
  if (value === null || (Number.isInteger(value) && value >= 1)) return value;
  throw new ApiError(400, "invalid_value", `${key} must be a whole number of at least 1, got ${value}`);
}

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
