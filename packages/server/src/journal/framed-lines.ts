import { crc32 } from "node:zlib";
import { DamagedFileError } from "./journal-errors.ts";

/**
 * The frame of every file of the journal: a first line `CRC-32 {"head":…,"bytes":…,"crc32":…}`, then the body that it
 * describes. A file that was cut or changed is known at once, and a first line that is whole still says what was lost.
 */
interface FirstLine<T> {
  readonly head: T;
  /** Length and checksum of the body. */
  readonly bytes: number;
  readonly crc32: number;
}

const NEWLINE = 0x0a;

/** @param body whole lines, in chunks */
export function frame(head: unknown, body: readonly Uint8Array[]): Uint8Array[] {
  const bytes = body.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const line = JSON.stringify({ head, bytes, crc32: body.reduce((crc, chunk) => crc32(chunk, crc), 0) });
  return [Buffer.from(`${checksum(line)} ${line}\n`), ...body];
}

/** The head alone. @throws DamagedFileError when it is not what was written */
export function readHead<T>(file: Buffer): T {
  return readFirstLine<T>(file).head;
}

/** The body's lines. @throws DamagedFileError when head or body is not what was written */
export function readLines(file: Buffer): string[] {
  const { bytes, crc32: crc } = readFirstLine(file);
  const body = file.subarray(file.indexOf(NEWLINE) + 1);
  if (body.byteLength !== bytes) {
    throw new DamagedFileError(
      `it holds ${body.byteLength} bytes after its first line, ${bytes} were written`,
    );
  }
  if (crc32(body) !== crc) throw new DamagedFileError("its checksum differs from what was written");
  return bytes === 0 ? [] : body.toString("utf8", 0, bytes - 1).split("\n");
}

/** The type is what `frame` was given; the checksum vouches for it. */
function readFirstLine<T>(file: Buffer): FirstLine<T> {
  const end = file.indexOf(NEWLINE);
  const line = file.toString("utf8", 9, Math.max(end, 9));
  if (end < 9 || file.toString("latin1", 0, 9) !== `${checksum(line)} `) {
    throw new DamagedFileError("its first line is not what was written");
  }
  const first: FirstLine<T> = JSON.parse(line);
  return first;
}

function checksum(line: string): string {
  return crc32(line).toString(16).padStart(8, "0");
}
