import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { colourDifference, contrast, type Rgb, rgbOf, VISIONS } from "./colour-vision.ts";
import { identityColours, PART_TOKENS, SERIES_TOKENS } from "./palette.ts";

const css = readFileSync(new URL("../theme/tokens.css", import.meta.url), "utf8");

function colour(token: string, theme: "light" | "dark"): Rgb {
  const pair = new RegExp(`${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (pair === null) throw new Error(`tokens.css has no light-dark pair for ${token}`);
  return rgbOf((theme === "light" ? pair[1] : pair[2]) ?? "");
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

describe("the measures agree with published numbers", () => {
  test("black on white is 21:1 and #767676 on white 4.54:1 (WCAG 2)", () => {
    expect(contrast(rgbOf("#000000"), rgbOf("#ffffff"))).toBeCloseTo(21, 5);
    expect(contrast(rgbOf("#767676"), rgbOf("#ffffff"))).toBeCloseTo(4.54, 2);
  });

  test("a colour does not differ from itself, and black from white by 100", () => {
    expect(colourDifference(rgbOf("#d55e00"), rgbOf("#d55e00"), "protan")).toBe(0);
    expect(colourDifference(rgbOf("#000000"), rgbOf("#ffffff"), "normal")).toBeCloseTo(100, 2);
  });

  test("red and green nearly meet for a deuteranope, blue and orange do not", () => {
    expect(colourDifference(rgbOf("#cc0000"), rgbOf("#00aa00"), "deutan")).toBeLessThan(40);
    expect(colourDifference(rgbOf("#0072b2"), rgbOf("#d55e00"), "deutan")).toBeCloseTo(108.4, 1);
  });

  test("plain Okabe-Ito on white fails: three of eight colours have less than 3:1", () => {
    const okabeIto = ["#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];
    const failing = okabeIto.filter((hex) => contrast(rgbOf(hex), rgbOf("#ffffff")) < 3);
    expect(failing).toEqual(expect.arrayContaining(["#e69f00", "#56b4e9", "#f0e442"]));
  });
});

// The least difference of any two series colours, measured when they were chosen: to fall below is to have lost something.
describe.each([
  { theme: "light", leastDifference: 22.6 },
  { theme: "dark", leastDifference: 28.6 },
] as const)("$theme theme", ({ theme, leastDifference }) => {
  const surface = colour("--surface", theme);

  test.each([...SERIES_TOKENS, ...PART_TOKENS])("%s has 3:1 on the surface", (token) => {
    expect(contrast(colour(token, theme), surface)).toBeGreaterThanOrEqual(3);
  });

  test.each(VISIONS)("any two series colours stay apart for %s vision", (vision) => {
    const differences = pairs(SERIES_TOKENS.map((token) => colour(token, theme))).map(([a, b]) =>
      colourDifference(a, b, vision),
    );
    expect(Math.min(...differences)).toBeGreaterThanOrEqual(leastDifference);
  });

  test("better and worse stay far apart for every vision", () => {
    for (const vision of VISIONS) {
      const difference = colourDifference(colour("--better", theme), colour("--worse", theme), vision);
      expect(difference).toBeGreaterThan(50);
    }
  });

  test("each step of the parts is 1.4 times stronger than the one before", () => {
    const strengths = PART_TOKENS.map((token) => contrast(colour(token, theme), surface));
    for (const [i, strength] of strengths.slice(1).entries()) {
      expect(strength / (strengths[i] ?? Infinity)).toBeGreaterThan(1.4);
    }
  });

  test.each(["--ink", "--ink-soft", "--ink-faint", "--accent", "--better", "--worse"])(
    "%s reads as text on every surface",
    (token) => {
      for (const under of ["--surface", "--surface-sunken", "--surface-hover", "--surface-selected"]) {
        expect(contrast(colour(token, theme), colour(under, theme))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );
});

describe("identityColours", () => {
  const names = fc.uniqueArray(fc.string(), { maxLength: 6 });

  test("six names have six colours", () => {
    fc.assert(
      fc.property(names, (six) => {
        expect(new Set(identityColours(six).values()).size).toBe(six.length);
      }),
    );
  });

  test("the order of the names does not matter", () => {
    fc.assert(
      fc.property(names, (six) => {
        const [there, back] = [identityColours(six), identityColours(six.toReversed())];
        for (const name of six) expect(there.get(name)).toBe(back.get(name));
      }),
    );
  });

  test("names alone take the colour of their letters, and those differ", () => {
    expect(
      new Set(["v1", "v2", "v3", "v4"].map((name) => identityColours([name]).get(name))).size,
    ).toBeGreaterThan(1);
  });

  test("a seventh name and calls without a name share the ink of the rest", () => {
    const colours = identityColours(["a", "b", "c", "d", "e", "f", "g", null]);
    expect([...colours.values()].filter((token) => token === "--ink-soft")).toHaveLength(2);
    expect(colours.get(null)).toBe("--ink-soft");
  });
});
