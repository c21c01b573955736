import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ScoresAccepted } from "@promptprof/server/contract";
import { expect, test } from "vitest";
import { startPromptprof } from "../e2e/promptprof-under-test.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const run = promisify(execFile);
const file = join(import.meta.dirname, "../../docs/scores.md");

function textAttribute(key: string, value: string): object {
  return { key, value: { stringValue: value } };
}

/** The call whose response the document scores. */
function traceBody(now: number): string {
  const span = {
    traceId: "ab".repeat(16),
    spanId: "cd".repeat(8),
    name: "chat",
    startTimeUnixNano: String(BigInt(now - 1000) * 1_000_000n),
    endTimeUnixNano: String(BigInt(now) * 1_000_000n),
    attributes: [
      textAttribute("gen_ai.operation.name", "chat"),
      textAttribute("gen_ai.request.model", "gpt-4.1-mini"),
      textAttribute("gen_ai.response.id", "chatcmpl-123"),
    ],
  };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ scope: {}, spans: [span] }] }] });
}

test("curl: two scores are kept, one stands at its call and one waits for its own", async () => {
  const promptprof = await startPromptprof();
  const headers = { "content-type": "application/json" };
  await fetch(`${promptprof.url}/v1/traces`, { method: "POST", headers, body: traceBody(Date.now()) });
  await promptprof.flush();
  const command = codeBlocks(file).find(({ language }) => language === "sh")?.code ?? "";
  const env = { PATH: process.env["PATH"], OTEL_EXPORTER_OTLP_ENDPOINT: promptprof.url };
  const { stdout } = await run("sh", ["-c", command], { env });
  const { accepted, waiting }: ScoresAccepted = JSON.parse(stdout);
  expect(accepted).toBe(2);
  expect(waiting).toMatchObject([{ index: 1, call: "5b8efff798038103d269b633813fc60c:eee19b7ec3c1b174" }]);
  const [call] = await promptprof.calls("from=0");
  expect(call?.scores).toEqual([{ name: "helpful", value: 1, label: null, source: "user_feedback" }]);
  await promptprof.stop();
});
