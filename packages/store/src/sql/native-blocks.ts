import assert from "node:assert/strict";
import { nativeType, widthOf, type NativeType } from "./native-type.ts";

/** Since these revisions of the protocol, a column says how it is written, and a block has a third fact. */
const COLUMN_FLAG_SINCE = 54_454;
const BUCKETS_SINCE = 54_480;

/**
 * Native blocks as a client of the protocol wants them that sends `client_protocol_version`, as clickhouse-go does. The engine
 * in the process writes them as revision 0: without the facts in front of a block and without a flag behind the
 * type of a column. Both are put in; for that the columns must be walked, for their lengths stand nowhere.
 *
 * @param chunk one or more whole blocks
 * @throws SqlError for a type whose length is not known here
 */
export function withRevision(chunk: Uint8Array, revision: number): Uint8Array {
  if (revision === 0) return chunk;
  const reader = new BlockReader(chunk);
  const parts: Uint8Array[] = [];
  while (!reader.atEnd) {
    parts.push(blockFacts(revision));
    pushBlock(reader, parts, revision);
  }
  return Buffer.concat(parts);
}

/** Field 1: no overflow row; field 2: no bucket (-1); field 3: no buckets out of order; 0 ends. */
function blockFacts(revision: number): Uint8Array {
  const buckets = revision >= BUCKETS_SINCE ? [3, 0] : [];
  return Uint8Array.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, ...buckets, 0]);
}

function pushBlock(reader: BlockReader, parts: Uint8Array[], revision: number): void {
  const start = reader.at;
  const columns = reader.varint();
  const rows = reader.varint();
  parts.push(reader.since(start));
  for (let column = 0; column < columns; column += 1) {
    const head = reader.at;
    reader.skipString();
    const type = nativeType(reader.string());
    parts.push(reader.since(head));
    if (revision >= COLUMN_FLAG_SINCE) parts.push(Uint8Array.of(0));
    const data = reader.at;
    if (rows > 0) {
      reader.skipPrefix(type);
      reader.skipColumn(type, rows);
    }
    parts.push(reader.since(data));
  }
}

class BlockReader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  since(start: number): Uint8Array {
    assert(this.at <= this.#bytes.length, "a block ends with its chunk");
    return this.#bytes.subarray(start, this.at);
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes.readUInt8(this.at);
      this.at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  string(): string {
    const length = this.varint();
    this.at += length;
    return this.#bytes.toString("utf8", this.at - length, this.at);
  }

  skipString(): void {
    const length = this.varint();
    this.at += length;
  }

  /** Dictionaries say their version in front of the whole column, however deep they lie. */
  skipPrefix(type: NativeType): void {
    if (type.name === "LowCardinality") this.at += 8;
    else for (const inner of type.of) this.skipPrefix(inner);
  }

  skipColumn(type: NativeType, rows: number): void {
    const [first, second] = type.of;
    if (type.name === "String") {
      for (let row = 0; row < rows; row += 1) this.skipString();
    } else if (type.name === "Nullable" && first !== undefined) {
      this.at += rows;
      this.skipColumn(first, rows);
    } else if (type.name === "LowCardinality" && first !== undefined) {
      this.#skipDictionary(first, rows);
    } else if (type.name === "SimpleAggregateFunction" && second !== undefined) {
      this.skipColumn(second, rows);
    } else if (type.name === "Array" || type.name === "Map" || type.name === "Nested") {
      const items = this.#items(rows);
      for (const inner of type.of) this.skipColumn(inner, items);
    } else if (type.name === "Tuple") {
      for (const inner of type.of) this.skipColumn(inner, rows);
      if (type.of.length === 0) this.at += rows;
    } else {
      this.at += rows * widthOf(type);
    }
  }

  /** Where each row's items end, 8 bytes a row; the last end is their number. */
  #items(rows: number): number {
    this.at += rows * 8;
    return rows === 0 ? 0 : Number(this.#bytes.readBigUInt64LE(this.at - 8));
  }

  /** Flags (their lowest byte: width of the indexes as a power of two), the keys, the indexes. */
  #skipDictionary(type: NativeType, rows: number): void {
    if (rows === 0) return;
    const width = 2 ** this.#bytes.readUInt8(this.at);
    this.at += 8;
    const keys = this.#uint64();
    this.skipColumn(type.name === "Nullable" ? (type.of[0] ?? type) : type, keys);
    const indexes = this.#uint64();
    this.at += indexes * width;
  }

  #uint64(): number {
    this.at += 8;
    return Number(this.#bytes.readBigUInt64LE(this.at - 8));
  }
}
