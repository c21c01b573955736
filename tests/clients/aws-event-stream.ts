import { crc32 } from "node:zlib";

/**
 * A message of AWS's event stream encoding: lengths, a checksum of both, headers, payload, a checksum of all
 * ("Event stream encoding", Amazon Transcribe developer guide).
 */
export function awsEvent(type: string, payload: unknown, kind: "event" | "exception" = "event"): Buffer {
  const headers = Buffer.concat([
    header(":message-type", kind),
    header(kind === "event" ? ":event-type" : ":exception-type", type),
    header(":content-type", "application/json"),
  ]);
  const body = Buffer.from(JSON.stringify(payload));
  // 4 bytes each: total length, length of headers, checksum of these two; at the end checksum of the message.
  const prelude = Buffer.concat([uint32(16 + headers.length + body.length), uint32(headers.length)]);
  const message = Buffer.concat([prelude, uint32(crc32(prelude)), headers, body]);
  return Buffer.concat([message, uint32(crc32(message))]);
}

/** Type 7 is a string, with its length in two bytes. */
function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([7]),
    length,
    Buffer.from(value),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
