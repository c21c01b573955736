import fc from "fast-check";
import { expect, test } from "vitest";
import { StopText } from "./stop-text.ts";

function through(pieces: readonly string[], stops: readonly string[]): string {
  const stop = new StopText(stops);
  let text = "";
  for (const piece of pieces) {
    text += stop.push(piece);
    if (stop.found) return text;
  }
  return text + stop.end("");
}

test("a stop text that comes in two pieces is found, and nothing of it gets through", () => {
  expect(through(["the pa", "rk.", "\n", "\nLily"], ["\n\n"])).toBe("the park.");
});

test("an end that only looked like a stop text is given out after all", () => {
  expect(through(["the end", "\n"], ["\n\n"])).toBe("the end\n");
});

test("however the text is cut, it is the text up to the first stop text", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(letters, { maxLength: 8 }),
      letters.filter((stop) => stop !== ""),
      (pieces, stop) => {
        expect(through(pieces, [stop])).toBe(pieces.join("").split(stop)[0]);
      },
    ),
  );
});
