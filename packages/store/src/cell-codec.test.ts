import { describe, expect, test } from "vitest";
import { hash64, integer, milliseconds, moment, natural, optional, uuid } from "./cell-codec.ts";

describe("a value that no column holds is refused by name", () => {
  test.each([
    ["a fraction of a token", () => natural.encode(1.5)],
    ["negative tokens", () => natural.encode(-1)],
    ["more than 2^53", () => integer.encode(2 ** 53)],
    ["NaN", () => milliseconds.encode(Number.NaN)],
    ["a negative duration", () => milliseconds.encode(-1)],
    ["a time before 1970", () => moment.encode(-1)],
    ["a time after 2105", () => moment.encode(Date.UTC(2106, 0))],
    ["an id of the wrong length", () => hash64.encode("abc")],
    ["an id in capitals", () => uuid.encode("A".repeat(32))],
    ["an id with a tab", () => uuid.encode(`\t${"a".repeat(31)}`)],
  ])("%s", (_what, encode) => expect(encode).toThrow(/^not /));
});

test("a time is written in seconds to the microsecond, leading zeros kept", () => {
  expect([0, 0.001, 1.5, 1_700_000_000_123.456].map(moment.encode)).toEqual([
    "0000000000.000000",
    "0000000000.000001",
    "0000000000.001500",
    "1700000000.123456",
  ]);
});

test("a 64-bit hash keeps its leading zeros and its highest bit", () => {
  for (const hash of ["0000000000000001", "ffffffffffffffff", "8000000000000000"]) {
    expect(hash64.decode(hash64.encode(hash))).toBe(hash);
  }
});

test("null is null in a field and in an array", () => {
  const { encode, encodeElement, decode } = optional(natural);
  expect([encode(null), encodeElement(null), decode(null)]).toEqual(["\\N", "NULL", null]);
});
