import fc from "fast-check";
import { expect, test } from "vitest";
import { LineBuffer } from "./line-buffer.ts";

test("what comes out are the values as lines, however often the buffer is used", () => {
  const values = fc.array(
    fc.json({ maxDepth: 2, stringUnit: "binary" }).map((text): unknown => JSON.parse(text)),
  );
  const buffer = new LineBuffer();
  fc.assert(
    fc.property(values, (list) => {
      buffer.clear();
      for (const value of list) buffer.append(value);
      expect(buffer.bytes.toString()).toBe(list.map((value) => `${JSON.stringify(value)}\n`).join(""));
    }),
  );
});

test("it grows to what is needed", () => {
  const buffer = new LineBuffer();
  const long = "日".repeat(100_000);
  for (let i = 0; i < 3; i++) buffer.append(long);
  expect(buffer.bytes.toString()).toBe(`"${long}"\n`.repeat(3));
});
