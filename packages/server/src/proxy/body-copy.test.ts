import { expect, test } from "vitest";
import { BodyCopy, COPY_BYTES_MAX } from "./body-copy.ts";

const MIB = Buffer.alloc(2 ** 20);

test("a copy is the body, and once it was taken it is empty", () => {
  const copy = new BodyCopy();
  for (const text of ["Hel", "lo"]) copy.add(Buffer.from(text));
  expect(copy.take()?.toString()).toBe("Hello");
  expect(copy.take()?.byteLength).toBe(0);
});

test("a body beyond its bound is given up, and stays so", () => {
  const copy = new BodyCopy();
  for (let bytes = 0; bytes <= COPY_BYTES_MAX; bytes += MIB.byteLength) copy.add(MIB);
  copy.add(Buffer.from("x"));
  expect([copy.isTooLarge, copy.take()]).toEqual([true, null]);
});

test("all copies together are bounded, and what one gives back another may hold", () => {
  const copies = Array.from({ length: 300 }, () => new BodyCopy());
  for (const copy of copies) copy.add(MIB);
  expect(copies.filter(({ isTooLarge }) => isTooLarge)).toHaveLength(300 - 256);
  for (const copy of copies) copy.take();
  const next = new BodyCopy();
  next.add(MIB);
  expect(next.take()?.byteLength).toBe(MIB.byteLength);
});
