import { isRecord, text, type JsonRecord } from "./json.ts";

/**
 * Whether an event of a stream is an error, under HTTP 200: `{error: ...}` by most, `{type: "error", code}` by OpenAI's
 * Responses. Some writers put `error: null` or `error: ""` into every reply.
 */
export function eventStatesError(event: JsonRecord): boolean {
  const error = event["error"];
  return (error !== undefined && (isRecord(error) || text(error) !== null)) || event["type"] === "error";
}

/** Whether a whole body is an error; beyond the above `{object: "error"}` (Mistral, vLLM) or a bare message (Cohere, AWS). */
export function bodyStatesError(body: JsonRecord): boolean {
  return eventStatesError(body) || body["object"] === "error" || text(body["message"]) !== null;
}
