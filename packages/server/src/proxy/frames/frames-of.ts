import { pathnameOf } from "../target.ts";
import { awsEventStream } from "./aws-event-stream.ts";
import type { EventFrames, OnEvent } from "./event-frames.ts";
import { jsonLines } from "./json-lines.ts";
import { jsonList } from "./json-list.ts";
import { serverSentEvents } from "./server-sent-events.ts";

/** How a reply is cut into events, by its content type; null = it is one whole. */
export function framesOf(contentType: string, path: string, onEvent: OnEvent): EventFrames | null {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (type === "text/event-stream") return serverSentEvents(onEvent);
  if (JSON_LINES.has(type)) return jsonLines(onEvent);
  if (type === "application/vnd.amazon.eventstream") return awsEventStream(onEvent);
  // Gemini streams a list where nobody asks for `alt=sse`.
  const isList = type === "application/json" && pathnameOf(path).endsWith(":streamGenerateContent");
  return isList ? jsonList(onEvent) : null;
}

const JSON_LINES = new Set([
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
  "application/stream+json",
]);
