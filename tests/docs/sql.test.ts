import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendCalls } from "../clickhouse/sent-calls.ts";
import { startPromptprof, type PromptprofUnderTest } from "../e2e/promptprof-under-test.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const KEY = "a-key-of-the-tests";
const run = promisify(execFile);
const file = join(import.meta.dirname, "../../docs/sql.md");

let promptprof: PromptprofUnderTest;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  promptprof = await startPromptprof({ env: { PROMPTPROF_ADMIN_KEY: KEY } });
  await sendCalls(promptprof.url, 4);
  env = { PATH: process.env["PATH"], PROMPTPROF_URL: promptprof.url, PROMPTPROF_ADMIN_KEY: KEY };
});
afterAll(() => promptprof.stop());

function firstBlock(language: string): string {
  return codeBlocks(file).find((block) => block.language === language)?.code ?? "";
}

test("curl: the calls of each prompt", async () => {
  const { stdout } = await run("sh", ["-c", firstBlock("sh")], { env });
  expect(JSON.parse(stdout)).toMatchObject({ prompt: "triage", calls: "4" });
});

test("@clickhouse/client: a percentile by the hour", async () => {
  // Below this folder, so that the package is found.
  const folder = join(import.meta.dirname, "sql-example.local");
  await mkdir(folder, { recursive: true });
  const program = join(folder, "example.mjs");
  await writeFile(program, firstBlock("ts"));
  const { stdout } = await run(process.execPath, [program], { env });
  await rm(folder, { recursive: true });
  expect(stdout).toMatch(/p95_ms: 1000\b/);
});
