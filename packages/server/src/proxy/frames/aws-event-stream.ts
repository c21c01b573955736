import { crc32 } from "node:zlib";
import { emitJson, EVENT_MAX, FramesError, type EventFrames, type OnEvent } from "./event-frames.ts";

const PRELUDE_BYTES = 12;
const CRC_BYTES = 4;

/**
 * Amazon's binary event stream (`application/vnd.amazon.eventstream`; AWS Smithy, "Amazon Event Stream Specification"):
 * total length, length of the headers, CRC-32 of these two, headers, payload, CRC-32 of all before. An event becomes an
 * object with one field, named after its kind, as Bedrock's API reference has it; an event of InvokeModel holds the
 * provider's own event in base64, which is handed on in its place.
 */
export function awsEventStream(onEvent: OnEvent): EventFrames {
  let held: Buffer = Buffer.alloc(0);
  return {
    push: (bytes) => {
      held = held.byteLength === 0 ? bytes : Buffer.concat([held, bytes]);
      while (held.byteLength >= PRELUDE_BYTES) {
        const length = totalLength(held);
        if (held.byteLength < length) break;
        readMessage(held.subarray(0, length), onEvent);
        held = held.subarray(length);
      }
    },
    end: () => {},
  };
}

function totalLength(bytes: Buffer): number {
  const length = bytes.readUInt32BE(0);
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8))
    throw new FramesError("a prelude with a wrong checksum");
  if (length < PRELUDE_BYTES + CRC_BYTES || length > EVENT_MAX)
    throw new FramesError(`a message of ${length} bytes`);
  return length;
}

function readMessage(message: Buffer, onEvent: OnEvent): void {
  const end = message.byteLength - CRC_BYTES;
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) {
    throw new FramesError("a message with a wrong checksum");
  }
  const payloadAt = PRELUDE_BYTES + message.readUInt32BE(4);
  const headers = readHeaders(message.subarray(PRELUDE_BYTES, payloadAt));
  const kind = headers.get(":event-type") ?? headers.get(":exception-type") ?? headers.get(":error-code");
  if (kind === undefined) return;
  const text = message.toString("utf8", payloadAt, end);
  if (text === "") return onEvent({ [kind]: { message: headers.get(":error-message") ?? "" } });
  emitJson(text, (payload) => onEvent(unwrapped(payload) ?? { [kind]: payload }));
}

/** The provider's own event in an event of InvokeModelWithResponseStream. */
function unwrapped(payload: unknown): unknown {
  if (typeof payload !== "object" || payload === null || !("bytes" in payload)) return null;
  let event: unknown = null;
  emitJson(Buffer.from(String(payload.bytes), "base64").toString("utf8"), (inner) => {
    event = inner;
  });
  return event;
}

/** Bytes of a header's value by its type; types 6 (bytes) and 7 (text) say their length themselves. */
const VALUE_BYTES = [0, 0, 1, 2, 4, 8, null, null, 8, 16] as const;
const TEXT_TYPE = 7;

/** The headers that are text. */
function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at < bytes.byteLength;) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const type = bytes.readUInt8(nameEnd);
    const fixed = VALUE_BYTES[type];
    if (fixed === undefined) throw new FramesError(`a header of type ${type}`);
    const valueAt = nameEnd + (fixed === null ? 3 : 1);
    const end = valueAt + (fixed ?? bytes.readUInt16BE(nameEnd + 1));
    if (type === TEXT_TYPE)
      headers.set(bytes.toString("utf8", at + 1, nameEnd), bytes.toString("utf8", valueAt, end));
    at = end;
  }
  return headers;
}
