import { crc32 } from "node:zlib";

/** Amazon's binary frames, one an event of one field: written from the specification, apart from the reader. */
export function encodeEvents(events: readonly unknown[]): Buffer {
  return Buffer.concat(
    events.flatMap((event) =>
      Object.entries(event as object).map(([kind, payload]) =>
        frame(
          { ":message-type": "event", ":event-type": kind, ":content-type": "application/json" },
          payload,
        ),
      ),
    ),
  );
}

export function frame(headers: Readonly<Record<string, string>>, payload: unknown): Buffer {
  const head = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(Buffer.byteLength(value));
      return Buffer.concat([
        Buffer.from([name.length]),
        Buffer.from(name),
        Buffer.from([7]),
        length,
        Buffer.from(value),
      ]);
    }),
  );
  const body = Buffer.from(payload === null ? "" : JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + head.byteLength + body.byteLength, 0);
  prelude.writeUInt32BE(head.byteLength, 4);
  const start = Buffer.concat([prelude, checksum(prelude), head, body]);
  return Buffer.concat([start, checksum(start)]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
