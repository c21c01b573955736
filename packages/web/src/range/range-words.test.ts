import { expect, test } from "vitest";
import { beforeWords, rangeWords } from "./range-words.ts";

const at = (hour: number, second = 0) => new Date(2026, 10, 24, hour, 0, second).getTime();

test("a range in words, to the second only where it needs them", () => {
  expect(rangeWords({ kind: "preset", preset: "7d" })).toBe("Last 7 days");
  expect(rangeWords({ kind: "fixed", from: at(14), to: at(16) }, at(17))).toBe(
    "24 Nov, 14:00 – 24 Nov, 16:00",
  );
  expect(rangeWords({ kind: "fixed", from: at(14, 5), to: at(16) }, at(17))).toBe(
    "24 Nov, 14:00:05 – 24 Nov, 16:00:00",
  );
});

test("what it is compared with", () => {
  expect(beforeWords({ kind: "preset", preset: "24h" })).toBe("the 24 hours before");
  expect(beforeWords({ kind: "preset", preset: "1h" })).toBe("the hour before");
  expect(beforeWords({ kind: "preset", preset: "all" })).toBeNull();
});
