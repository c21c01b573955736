import { expect, test } from "vitest";
import { startPromptprof } from "../e2e/promptprof-under-test.ts";

test("a server without an admin key answers no SQL, and says in a line how to set one", async () => {
  const promptprof = await startPromptprof();
  const response = await fetch(`${promptprof.url}/clickhouse?query=SELECT%201&password=any`);
  expect(response.status).toBe(403);
  const line = await response.text();
  expect(line).toMatch(
    /^Code: 516\. [^\n]*set PROMPTPROF_ADMIN_KEY, or adminKeys in promptprof\.yaml[^\n]*\n$/,
  );
  await promptprof.stop();
});
