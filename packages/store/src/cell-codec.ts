import assert from "node:assert/strict";
import { escapeField, quoteElement } from "./bind-parameters.ts";
import { isStorableTime } from "./storable-time.ts";

/**
 * How one kind of value is written into a TabSeparated field and read back from a JSON cell.
 * A value that no column can hold (a fraction of a token, NaN) is our own bug and asserts: the door of the
 * server has refused it long before.
 */
export interface CellCodec<T> {
  /** A TabSeparated field. */
  readonly encode: (value: T) => string;
  /** An element of an array; the same as the field where no quotes are needed. */
  readonly encodeElement: (value: T) => string;
  /** A JSON cell, as `read` selects it. */
  readonly decode: (cell: unknown) => T;
  /** The expression that selects the column for `decode`. */
  readonly read: (column: string) => string;
}

const asIs = (column: string): string => column;

function plain<T>(
  encode: (value: T) => string,
  decode: (cell: unknown) => T,
  read: (column: string) => string = asIs,
): CellCodec<T> {
  return { encode, encodeElement: encode, decode, read };
}

export const text: CellCodec<string> = {
  encode: escapeField,
  encodeElement: quoteElement,
  decode: textCell,
  read: asIs,
};

/** "" stands for null, as the model has no empty texts. */
export const optionalText: CellCodec<string | null> = {
  encode: (value) => (value === null ? "" : escapeField(value)),
  encodeElement: (value) => quoteElement(value ?? ""),
  decode: (cell) => textCell(cell) || null,
  read: asIs,
};

export function word<const W extends string>(words: readonly W[]): CellCodec<W> {
  return { ...text, encode: escapeField, decode: (cell) => wordCell(words, cell) };
}

export function optionalWord<const W extends string>(words: readonly W[]): CellCodec<W | null> {
  return {
    ...optionalText,
    encode: (value) => value ?? "",
    decode: (cell) => (cell === "" ? null : wordCell(words, cell)),
  };
}

/** A whole number, up to 2^53 either way. */
export const integer: CellCodec<number> = plain(
  (value) => (Number.isSafeInteger(value) ? String(value) : refuse("a whole number", value)),
  numberCell,
);

/** A whole number from 0 up to 2^53. */
export const natural: CellCodec<number> = plain(naturalText, numberCell);

/** A finite number with fractions. */
export const real: CellCodec<number> = plain(
  (value) => (Number.isFinite(value) ? String(value) : refuse("a finite number", value)),
  numberCell,
);

export const flag: CellCodec<boolean> = plain(String, (cell) => cell === true);

/** Milliseconds with fractions, stored as whole microseconds. */
export const milliseconds: CellCodec<number> = plain(
  (value) => naturalText(Math.round(value * 1000)),
  (cell) => numberCell(cell) / 1000,
);

/** Epoch milliseconds with fractions, stored to the microsecond. */
export const moment: CellCodec<number> = plain(
  (value) => {
    if (!isStorableTime(value)) return refuse("a time of 1970 to 2105", value);
    const micros = Math.round(value * 1000);
    return `${unixSeconds(Math.floor(micros / 1e6))}.${String(micros % 1e6).padStart(6, "0")}`;
  },
  (cell) => numberCell(cell) / 1000,
  (column) => `toUnixTimestamp64Micro(${column})`,
);

/** 16 lower-case hex digits, stored as UInt64. */
export const hash64: CellCodec<string> = plain(
  (value) =>
    /^[0-9a-f]{16}$/.test(value) ? BigInt(`0x${value}`).toString() : refuse("16 hex digits", value),
  (cell) => BigInt(textCell(cell)).toString(16).padStart(16, "0"),
);

/** 32 lower-case hex digits, stored as a UUID. */
export const uuid: CellCodec<string> = plain(
  (value) => (/^[0-9a-f]{32}$/.test(value) ? value : refuse("32 hex digits", value)),
  (cell) => textCell(cell).replaceAll("-", ""),
);

export function optional<T>(codec: CellCodec<T>): CellCodec<T | null> {
  return {
    encode: (value) => (value === null ? "\\N" : codec.encode(value)),
    encodeElement: (value) => (value === null ? "NULL" : codec.encodeElement(value)),
    decode: (cell) => (cell === null ? null : codec.decode(cell)),
    read: codec.read,
  };
}

export function listOf<T>(codec: CellCodec<T>): CellCodec<readonly T[]> {
  const encode = (values: readonly T[]): string => `[${values.map(codec.encodeElement).join(",")}]`;
  const decode = (cell: unknown): readonly T[] => {
    assert(Array.isArray(cell), `not an array: ${String(cell)}`);
    return cell.map(codec.decode);
  };
  return plain(encode, decode);
}

export function numberCell(cell: unknown): number {
  const value = Number(cell);
  assert(cell !== null && Number.isFinite(value), `not a number: ${String(cell)}`);
  return value;
}

export function textCell(cell: unknown): string {
  assert(typeof cell === "string", `not a text: ${String(cell)}`);
  return cell;
}

function wordCell<W extends string>(words: readonly W[], cell: unknown): W {
  const found = words.find((known) => known === cell);
  assert(found !== undefined, `unknown word: ${String(cell)}`);
  return found;
}

/** Ten digits: of fewer the engine takes the first four for a year. */
export function unixSeconds(seconds: number): string {
  return String(seconds).padStart(10, "0");
}

function naturalText(value: number): string {
  return Number.isSafeInteger(value) && value >= 0 ? String(value) : refuse("a whole number from 0", value);
}

/** Apart from the check, so that no message is built for the thousands of values that are right. */
function refuse(wanted: string, value: unknown): never {
  assert.fail(`not ${wanted}: ${String(value)}`);
}
