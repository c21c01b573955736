import { describe, expect, test } from "vitest";
// oxlint-disable-next-line import/no-relative-parent-imports
import { BUDGET, measure } from "../scripts/size.mjs";

const sizes = measure();

describe.skipIf(sizes === null)("the built pages (skipped without packages/web/dist)", () => {
  test("fit the budget: first load 200 KB, every part 40 KB", () => {
    const over = (sizes ?? []).filter(({ bytes, limit }) => bytes > limit);
    expect(over).toEqual([]);
  });

  test("are really measured: the first load holds a framework, and each page is a part of its own", () => {
    const [first, ...parts] = sizes ?? [];
    expect(first?.bytes).toBeGreaterThan(BUDGET.firstLoad / 4);
    expect(parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["src/routes/home.tsx", "src/routes/calls.tsx"]),
    );
  });
});
