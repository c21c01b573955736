import { callOfAnswer } from "../call/answered-calls.ts";
import type { SpanIds } from "../export/span-ids.ts";
import { isRecord, textOf } from "../is-record.ts";

/** How the server is to find a call: by our ids, by the provider's, or by both. */
export interface ScoredCall {
  readonly ids: SpanIds | null;
  readonly responseId: string | null;
}

const CALL_ID = /^([0-9a-f]{32}):([0-9a-f]{16})$/;

/** null where nothing tells which call is meant. */
export function scoredCall(call: unknown): ScoredCall | null {
  if (typeof call === "string") return callOfId(call);
  if (!isRecord(call)) return null;
  const answered = callOfAnswer(call);
  if (answered !== null) return { ids: answered.ids, responseId: answered.responseId() };
  const responseId = responseIdIn(call);
  return responseId === null ? null : { ids: null, responseId };
}

/**
 * An id to score a call by later, from another process too: the provider's own where the answer has one, else ours
 * (`traceId:spanId`). null for what no profiled client gave.
 */
export function callIdOf(answer: object): string | null {
  const call = scoredCall(answer);
  if (call === null) return null;
  return call.responseId ?? (call.ids === null ? null : `${call.ids.traceId}:${call.ids.spanId}`);
}

function callOfId(id: string): ScoredCall | null {
  const [, traceId, spanId] = CALL_ID.exec(id) ?? [];
  if (traceId !== undefined && spanId !== undefined) return { ids: { traceId, spanId }, responseId: null };
  return id === "" ? null : { ids: null, responseId: id };
}

/** OpenAI, Anthropic, Mistral, Cohere; Google; the AI SDK. */
function responseIdIn(answer: Readonly<Record<string, unknown>>): string | null {
  const response = isRecord(answer["response"]) ? answer["response"] : {};
  return textOf(answer["id"]) ?? textOf(answer["responseId"]) ?? textOf(response["id"]);
}
