import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CompareAnswer } from "@promptprof/server/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../packages/cli/src/run.ts";
import { recordingIo } from "../../packages/cli/src/recorded-io.case.ts";
import { startPromptprof, type PromptprofUnderTest } from "../e2e/promptprof-under-test.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const file = join(import.meta.dirname, "../../docs/compare.md");
let promptprof: PromptprofUnderTest;

function textAttribute(key: string, value: string): object {
  return { key, value: { stringValue: value } };
}

function countAttribute(key: string, value: number): object {
  return { key, value: { intValue: String(value) } };
}

/** v3 on gpt-5 and v4 on gpt-5-mini, a hundred of each an hour ago. */
function traceBody(now: number): string {
  const spans = Array.from({ length: 200 }, (_, i) => {
    const isNew = i % 2 === 1;
    const start = BigInt(now - 3_600_000 + i * 1000) * 1_000_000n;
    return {
      traceId: (i + 1).toString(16).padStart(32, "0"),
      spanId: (i + 1).toString(16).padStart(16, "0"),
      name: "chat",
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + BigInt(400 + (i % 37)) * 1_000_000n),
      attributes: [
        textAttribute("gen_ai.operation.name", "chat"),
        textAttribute("gen_ai.provider.name", "openai"),
        textAttribute("gen_ai.request.model", isNew ? "gpt-5-mini" : "gpt-5"),
        textAttribute("gen_ai.prompt.name", "support-triage"),
        textAttribute("gen_ai.prompt.version", isNew ? "v4" : "v3"),
        countAttribute("gen_ai.usage.input_tokens", 1000 + i),
        countAttribute("gen_ai.usage.output_tokens", 100 + (i % 7)),
      ],
    };
  });
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ scope: {}, spans }] }] });
}

beforeAll(async () => {
  promptprof = await startPromptprof();
  const headers = { "content-type": "application/json" };
  await fetch(`${promptprof.url}/v1/traces`, { method: "POST", headers, body: traceBody(Date.now()) });
  await promptprof.flush();
});
afterAll(() => promptprof.stop());

async function output(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = recordingIo();
  const [, ...words] = line.split(" ").slice(1);
  const code = await run([...words, "--server", promptprof.url], io);
  return { code, stdout: io.stdout(), stderr: io.stderr() };
}

const commands = codeBlocks(file)
  .filter(({ language }) => language === "sh")
  .flatMap(({ code }) => code.trim().split("\n"));

describe("every command of the document compares", () => {
  test.each(commands)("%s", async (line) => {
    const { code, stdout, stderr } = await output(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    if (line.endsWith("--json")) {
      const answer: CompareAnswer = JSON.parse(stdout);
      expect([answer.a.calls, answer.b.calls]).toEqual([100, 100]);
    } else expect(stdout).toMatch(/^A {2}.*calls, /);
  });
});

test("the exit codes are those of the document", async () => {
  const compare = "npx promptprof compare support-triage@v3 support-triage@v4 --fixed";
  expect((await output(`${compare} --fail-on-undecided`)).code).toBe(11);
  const back = "npx promptprof compare support-triage@v4 support-triage@v3 --fixed";
  // gpt-5 costs more than gpt-5-mini.
  expect((await output(`${back} --fail-on-worse`)).code).toBe(10);
  expect((await output(`${compare} --fail-on-worse`)).code).toBe(0);
});

test("margins and limits are those of the code", async () => {
  const text = readFileSync(file, "utf8");
  const { stdout } = await output("npx promptprof compare support-triage@v3 support-triage@v4 --json");
  const answer: CompareAnswer = JSON.parse(stdout);
  for (const { metric, margin, scale } of answer.comparisons) {
    const row = text.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${metric}\``));
    const words = scale === "ratio" ? `${margin * 100} %` : `${margin * 100} pp`;
    expect(row?.split("|")[2]?.trim()).toBe(words);
  }
});
