import { expect, test } from "vitest";
import { firstVolume } from "./first-volume.ts";
import { promptRow } from "./prompt-row.case.ts";

const priced = promptRow({ prompt: "priced", unpricedCalls: 12 });
const unpriced = promptRow({ prompt: "unpriced", unpricedCalls: 1000 });

test("money comes first where there is any, tokens where nothing has a price", () => {
  expect(firstVolume([priced, unpriced], {})).toBe("cost");
  expect(firstVolume([unpriced], {})).toBe("tokens");
  expect(firstVolume([priced, unpriced], { prompt: "unpriced" })).toBe("tokens");
  expect(firstVolume([], {})).toBe("cost");
});
