import { expect, test } from "vitest";
import { escapeField, setParameters } from "./bind-parameters.ts";

test("a text is escaped for its field, and again for the literal around it", () => {
  expect(setParameters({ a: "it's" })).toBe("SET param_a = 'it\\'s';\n");
  expect(setParameters({ a: "back\\slash" })).toBe("SET param_a = 'back\\\\\\\\slash';\n");
  expect(setParameters({ a: "'; DROP TABLE calls; --" })).toBe(
    "SET param_a = '\\'; DROP TABLE calls; --';\n",
  );
});

test("numbers of any size keep every digit, and arrays are literals", () => {
  expect(setParameters({ n: 5, big: 2n ** 64n - 1n })).toBe(
    "SET param_n = '5';\nSET param_big = '18446744073709551615';\n",
  );
  expect(setParameters({ list: [1n, 2n] })).toBe("SET param_list = '[1,2]';\n");
});

test("a field keeps its line and its column", () => {
  expect(escapeField("a\tb\nc\\d\0")).toBe("a\\tb\\nc\\\\d\\0");
});
