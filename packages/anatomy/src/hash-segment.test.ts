import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashSegment, SegmentHasher } from "./hash-segment.ts";

test("the hash is the first 16 digits of SHA-256 over key, NUL and text, whatever the length", () => {
  for (const length of [0, 1, 16_383, 16_384, 100_000]) {
    const text = "ü".repeat(length);
    const expected = createHash("sha256").update(`salt\0${text}`).digest("hex").slice(0, 16);
    expect(hashSegment("salt", text)).toBe(expected);
  }
});

test("the same text has another hash under another key", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (text, one, other) => {
      fc.pre(one !== other && !`${one}${other}${text}`.includes("\0"));
      expect(hashSegment(one, text)).toBe(hashSegment(one, text));
      expect(hashSegment(one, text)).not.toBe(hashSegment(other, text));
    }),
  );
});

test("a remembered hash is the hash, also after more texts than are remembered", () => {
  const hasher = new SegmentHasher("salt");
  for (let i = 0; i < 10_000; i += 1) hasher.hashStatic(String(i));
  expect(hasher.hashStatic("1")).toBe(hashSegment("salt", "1"));
  expect(hasher.hashStatic("1")).toBe(hasher.hash("1"));
});
