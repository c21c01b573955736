import { expect, test } from "vitest";
import { shortCommit } from "./short-commit.ts";

test.each([
  ["69db25853538fe62c05edad74287d2564acee1e0", "69db25853538"],
  ["69db25853538fe62c05edad74287d2564acee1e069db25853538fe62c05edad7", "69db25853538"],
  ["main", "main"],
  ["working tree", "working tree"],
])("%s is printed as %s", (label, short) => {
  expect(shortCommit(label)).toBe(short);
});
