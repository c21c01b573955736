import { describe, expect, test } from "vitest";
import { formatRate, share } from "./rate.ts";

describe("formatRate", () => {
  test.each([
    [0, "0%"],
    [0.0004, "<0.1%"],
    [0.001, "0.1%"],
    [0.004, "0.4%"],
    [0.1234, "12.3%"],
    [0.5, "50%"],
    [0.9994, ">99.9%"],
    [1, "100%"],
  ])("%d is %s", (ratio, text) => expect(formatRate(ratio)).toBe(text));

  test("no data is a dash, never 0%", () => expect(formatRate(null)).toBe("—"));
});

test("a share of nothing is unknown", () => {
  expect(share(0, 0)).toBeNull();
  expect(share(1, 4)).toBe(0.25);
});
