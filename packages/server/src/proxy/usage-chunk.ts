import { isRecord } from "../schema/check-value.ts";
import { EVENT_MAX } from "./frames/event-frames.ts";

/** Takes something out of a stream on its way; what goes on is otherwise byte for byte what came. */
export interface StreamFilter {
  push(bytes: Buffer): Buffer;
  end(): Buffer;
}

/**
 * The body of an OpenAI chat request that also asks for the usage of its stream (OpenAI API reference, "Create chat
 * completion", `stream_options`); null where the caller does not stream or has decided itself.
 */
export function askForUsage(body: Buffer): Buffer | null {
  const text = body.toString("utf8");
  const request = parsed(text);
  if (!isRecord(request) || request["stream"] !== true) return null;
  const options = request["stream_options"];
  if (options === undefined) {
    // Written in, not written anew: numbers stay as the caller wrote them.
    return Buffer.from(text.replace("{", '{"stream_options":{"include_usage":true},'));
  }
  if (options !== null && (!isRecord(options) || options["include_usage"] !== undefined)) return null;
  return Buffer.from(JSON.stringify({ ...request, stream_options: { ...options, include_usage: true } }));
}

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Hides the chunk that only brings the usage. An event goes on when it is whole; the last one of a stream that breaks
 * off goes on as it is.
 */
export function withoutUsageChunk(): StreamFilter {
  let held = NOTHING;
  return {
    push: (bytes) => {
      held = held.byteLength === 0 ? bytes : Buffer.concat([held, bytes]);
      const end = held.byteLength > EVENT_MAX ? held.byteLength : endOfLastEvent(held);
      const whole = held.subarray(0, end);
      held = held.subarray(end);
      return whole.includes('"usage"') ? withoutUsage(whole) : whole;
    },
    end: () => {
      const rest = held;
      held = NOTHING;
      return rest;
    },
  };
}

const EVENT_END = /\r\n\r\n|\n\n/g;

function endOfLastEvent(bytes: Buffer): number {
  const lf = bytes.lastIndexOf("\n\n");
  const crlf = bytes.lastIndexOf("\r\n\r\n");
  return Math.max(lf === -1 ? 0 : lf + 2, crlf === -1 ? 0 : crlf + 4);
}

/** Latin-1 keeps every byte as it is; the marks looked for are ASCII. */
function withoutUsage(events: Buffer): Buffer {
  const text = events.toString("latin1");
  let kept = "";
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(EVENT_END)) {
    const event = text.slice(start, index + mark.length);
    if (!isUsageChunk(event)) kept += event;
    start = index + mark.length;
  }
  return Buffer.from(kept + text.slice(start), "latin1");
}

function isUsageChunk(event: string): boolean {
  if (!/"choices"\s*:\s*\[\s*\]/.test(event)) return false;
  const chunk = parsed(/^data: ?(.*)$/m.exec(event)?.[1] ?? "");
  return isRecord(chunk) && Array.isArray(chunk["choices"]) && isRecord(chunk["usage"]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
