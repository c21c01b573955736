import fc from "fast-check";
import { expect, test } from "vitest";
import { TextCache } from "./text-cache.ts";

test("a text comes out as it went in, however many others share its slot", () => {
  const cache = new TextCache();
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 80 }), { maxLength: 200 }), (texts) => {
      for (const text of texts) {
        const bytes = Buffer.from(`..${text}..`);
        expect(cache.get(bytes, 2, bytes.length - 2, () => text)).toBe(text);
      }
    }),
  );
});

test("a known text is not made again, and a failure to make one leaves nothing behind", () => {
  const cache = new TextCache();
  const bytes = Buffer.from("gen_ai.request.model");
  expect(() =>
    cache.get(bytes, 0, bytes.length, () => {
      throw new RangeError("broken");
    }),
  ).toThrow("broken");
  cache.get(bytes, 0, bytes.length, () => "gen_ai.request.model");
  expect(cache.get(bytes, 0, bytes.length, () => expect.unreachable("it was made again"))).toBe(
    "gen_ai.request.model",
  );
});

test("the empty text is empty", () => {
  expect(new TextCache().get(Buffer.alloc(0), 0, 0, () => "")).toBe("");
});
