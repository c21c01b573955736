import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { symbolsFor } from "../terminal/symbols.ts";
import { fitText } from "./fit-text.ts";
import { sparkline } from "./sparkline.ts";
import { type Column, table } from "./table.ts";

const { bars } = symbolsFor({ unicode: true });
const plain = { ellipsis: "…", paintTitle: (text: string) => text };

interface Fruit {
  readonly name: string;
  readonly price: string;
  readonly origin: string;
}
const columns: readonly Column<Fruit>[] = [
  { title: "FRUIT", align: "left", priority: Infinity, shrinksTo: 6, cell: (fruit) => fruit.name },
  { title: "PRICE", align: "right", priority: 2, cell: (fruit) => fruit.price },
  { title: "ORIGIN", align: "left", priority: 1, cell: (fruit) => fruit.origin },
];
const fruits: readonly Fruit[] = [
  { name: "pomegranate", price: "$2.10", origin: "Iran" },
  { name: "柿", price: "$0.90", origin: "日本" },
];

describe("a table", () => {
  test("aligns its columns, wide characters counted as two", () => {
    expect(table(columns, fruits, { ...plain, columns: Infinity })).toEqual([
      "FRUIT        PRICE  ORIGIN",
      "pomegranate  $2.10  Iran",
      "柿           $0.90  日本",
    ]);
  });

  test("cuts names before it gives up a column, and gives up the least important first", () => {
    expect(table(columns, fruits, { ...plain, columns: 24 })[1]).toBe("pomegran…  $2.10  Iran");
    expect(table(columns, fruits, { ...plain, columns: 18 })).toEqual([
      "FRUIT        PRICE",
      "pomegranate  $2.10",
      "柿           $0.90",
    ]);
    expect(table(columns, fruits, { ...plain, columns: 8 })).toEqual(["FRUIT", "pomegra…", "柿"]);
  });

  test("never is wider than asked, down to the narrowest name", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 60 }),
        fc.array(fc.string({ unit: "grapheme" })),
        (width, names) => {
          const rows = names.map((name) => ({ name, price: "$1", origin: name }));
          for (const line of table(columns, rows, { ...plain, columns: width })) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  test("paints after padding, so that colour takes no room", () => {
    const painted = columns.map((column) => ({
      ...column,
      paint: (text: string) => `\u001B[31m${text}\u001B[39m`,
    }));
    const [, first] = table(painted, fruits, { ...plain, columns: Infinity });
    expect(first).toBe(
      "\u001B[31mpomegranate\u001B[39m  \u001B[31m$2.10\u001B[39m  \u001B[31mIran  \u001B[39m",
    );
  });
});

describe("a cut text", () => {
  test("keeps whole characters", () => {
    expect(fitText("日本語", 5, "…")).toBe("日本…");
    expect(fitText("日本語", 4, "…")).toBe("日…");
    expect(fitText("abc", 3, "…")).toBe("abc");
  });
});

describe("a sparkline", () => {
  test("stands on zero, so that half of the highest is half as high", () => {
    expect(sparkline([100, 50, 0], bars)).toBe("█▅▁");
  });

  test("shows small noise as flat and a rise of half as a rise", () => {
    expect(sparkline([100, 98, 99, 100], bars)).toBe("████");
    expect(sparkline([2.29, 2.3, 3.35, 3.4], bars)).toBe("▆▆██");
  });

  test("leaves a gap where nothing was measured", () => {
    expect(sparkline([1, null, 1], bars)).toBe("█ █");
    expect(sparkline([null, null], bars)).toBe("  ");
  });
});
