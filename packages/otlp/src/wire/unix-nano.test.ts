import fc from "fast-check";
import { expect, test } from "vitest";
import { elapsedMs, epochMs, nanoOfEpochMs, type UnixNano, unixNanoOf } from "./unix-nano.ts";

function split(nano: bigint): UnixNano {
  return { high: Number(nano >> 32n), low: Number(nano & 0xffff_ffffn) };
}

test("1795487517548287701 ns are 1795487517548.2877 ms, to the nearest double", () => {
  expect(epochMs(split(1_795_487_517_548_287_701n))).toBe(Number("1795487517548.287701"));
  expect(elapsedMs(split(1_795_487_517_424_000_000n), split(1_795_487_517_548_287_701n))).toBe(124.287701);
});

test("milliseconds survive the way to nanoseconds and back, whatever their fraction", () => {
  const ms = fc.double({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2100, 0, 1), noNaN: true });
  fc.assert(
    fc.property(ms, (time) => {
      expect(epochMs(split(nanoOfEpochMs(time)))).toBe(time);
    }),
  );
});

test("an elapsed time is exact to the nanosecond up to 104 days", () => {
  const start = fc.bigInt(0n, 2n ** 63n);
  fc.assert(
    fc.property(start, fc.nat(2 ** 31 - 1), (from, nano) => {
      expect(elapsedMs(split(from), split(from + BigInt(nano)))).toBe(nano / 1e6);
    }),
  );
});

test("text and numbers are read, anything else is not", () => {
  expect(unixNanoOf("1795487517424000000")).toEqual(split(1_795_487_517_424_000_000n));
  expect(unixNanoOf(1_000_000)).toEqual(split(1_000_000n));
  for (const bad of ["", "-1", "1.5", "1e9", "99999999999999999999", " 1"])
    expect(unixNanoOf(bad)).toBeUndefined();
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 64])
    expect(unixNanoOf(bad)).toBeUndefined();
});
