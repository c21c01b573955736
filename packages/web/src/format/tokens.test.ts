import { expect, test } from "vitest";
import { formatTokens, formatTokensExact } from "./tokens.ts";

test("tokens are exact to 9,999, then short", () => {
  expect(formatTokens(9_999)).toBe("9,999");
  expect(formatTokens(12_300)).toBe("12.3k");
  expect(formatTokens(null)).toBe("—");
});

test("the exact form counts one token as one", () => {
  expect(formatTokensExact(1)).toBe("1 token");
  expect(formatTokensExact(12_345)).toBe("12,345 tokens");
});
