import type { ServerResponse } from "node:http";
import type { Body } from "./ask.ts";
import type { Reply } from "./engine.ts";
import type { ServedCall } from "./served-call.ts";

/** All that an API needs to write one answer. */
export interface Answer {
  readonly body: Body;
  readonly model: string;
  readonly reply: Reply;
  readonly served: ServedCall;
  readonly response: ServerResponse;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
}

/** One server-sent event. */
export function sendEvent(response: ServerResponse, data: unknown, event?: string): void {
  response.write(`${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
}

/** Drains the reply into one text. */
export async function wholeText(reply: Reply): Promise<{ text: string; reason: "stop" | "length" }> {
  let text = "";
  for (;;) {
    const step = await reply.next();
    if (step.done) return { text, reason: step.value };
    text += step.value;
  }
}

let count = 0;

/** A name that is unique in this process: `chatcmpl-tiny1`, `resp_tiny2`. */
export function nextId(prefix: string): string {
  count += 1;
  return `${prefix}tiny${count}`;
}
