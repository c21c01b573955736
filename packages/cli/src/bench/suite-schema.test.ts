import { suiteSchema } from "@promptprof/bench";
import { expect, test } from "vitest";

test("the schema that is published with the command is the one that suites are checked against", async () => {
  const text = `${JSON.stringify(suiteSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../schema/promptprof.bench.json");
});
