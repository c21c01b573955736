import { readFileSync } from "node:fs";
import { suiteSchema } from "@promptprof/bench";
import { expect, test } from "vitest";

test("the schema that is published with the command is the one that suites are checked against", () => {
  const file = new URL("../../schemas/bench.schema.json", import.meta.url);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(suiteSchema())));
});
