import { execFile, spawnSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPromptprof, type PromptprofUnderTest } from "../e2e/promptprof-under-test.ts";
import { missing } from "../shared-files.ts";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const blocks = codeBlocks(join(root, "README.md"));

/** Inside the repository, so that the program finds the packages as a user's program would. */
const folder = join(root, "tests/docs/readme.local");

function block(language: string, containing = ""): string {
  const found = blocks.filter((b) => b.language === language && b.code.includes(containing));
  expect(found, `README.md has one ${language} block with "${containing}"`).toHaveLength(1);
  return found[0]?.code ?? "";
}

describe.skipIf(missing("data/model/stories260K.bin"))("what the README shows works as shown", () => {
  let promptprof: PromptprofUnderTest;
  let model: TinyModel;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    model = await startTinyModel({ port: 0 });
    const upstream = `proxy: { upstreams: { openai: { url: "${model.url}" } } }\n`;
    promptprof = await startPromptprof({ config: block("yaml") + upstream });
    env = {
      PATH: process.env["PATH"],
      MODEL: "stories260k",
      OPENAI_API_KEY: "none",
      OPENAI_BASE_URL: `${model.url}/v1`,
      OTEL_EXPORTER_OTLP_ENDPOINT: promptprof.url,
    };
  });

  afterAll(async () => {
    await model.close();
    await promptprof.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function onlyCallOf(prompt: string) {
    await promptprof.flush();
    const calls = await promptprof.calls(`prompt=${prompt}`);
    expect(calls).toHaveLength(1);
    return calls[0];
  }

  test("TypeScript: the story appears under its prompt, streamed and measured", async () => {
    const file = join(folder, "first-call.mjs");
    const { outputText } = ts.transpileModule(block("ts"), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    await writeFile(file, outputText);
    const { stdout } = await run(process.execPath, [file], { env });
    expect(stdout.length).toBeGreaterThan(40);
    const call = await onlyCallOf("story");
    expect(call).toMatchObject({
      provider: "openai",
      stream: true,
      requestModel: "stories260k",
      outputTokens: 60,
    });
    expect(call?.ttftMs).toBeGreaterThan(0);
    expect(call?.pricing).toMatchObject({
      status: "priced",
      row: "config/stories260k",
      effectiveFrom: "2025-01-01",
    });
  });

  const noPython = spawnSync("python3", ["--version"]).status !== 0;
  test.skipIf(noPython)("Python: one span by the standard library is one call with its tokens", async () => {
    const file = join(folder, "first_call.py");
    await writeFile(file, block("python"));
    await run("python3", [file], { env });
    const call = await onlyCallOf("story-python");
    expect(call).toMatchObject({ requestModel: "stories260k", outputTokens: 20, errorClass: null });
  });

  test("curl: one span is one call with its price", async () => {
    await run("sh", ["-c", block("sh", "curl")], { env });
    const call = await onlyCallOf("story-curl");
    // gpt-4.1-mini: 1,200 x $0.40 + 300 x $1.60 per million tokens = $0.00096.
    expect(call?.costNanoUsd?.total).toBe(960_000);
  });

  test("the proxy: one base URL is one call under the prompt in its path", async () => {
    const script = block("bash", "curl")
      .replace("http://127.0.0.1:4318", promptprof.url)
      .replace("gpt-4.1-mini", "stories260k");
    const { stdout } = await run("bash", ["-c", script], { env });
    expect(JSON.parse(stdout)).toMatchObject({ object: "response" });
    expect(await onlyCallOf("greeting")).toMatchObject({ requestModel: "stories260k", outputTokens: 20 });
  });
});

describe("`npx promptprof`", () => {
  test("prints the prompts of the server that runs", async () => {
    const promptprof = await startPromptprof();
    const args = ["promptprof", "top", "--last", "all", "--json", "--server", promptprof.url];
    const { stdout } = await run("npx", ["--no-install", ...args], { cwd: root });
    expect(JSON.parse(stdout)).toMatchObject({ by: "prompt", groups: { all: 0 } });
    await promptprof.stop();
  });
});

test("every link of the documents to a file of the repository leads somewhere", async () => {
  const { readFile } = await import("node:fs/promises");
  const { existsSync } = await import("node:fs");
  for (const name of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/proxy.md"]) {
    const text = await readFile(join(root, name), "utf8");
    for (const [, target] of text.matchAll(/\]\((?!http)([^)#]+)\)/g))
      expect(existsSync(join(root, target ?? "")), `${name}: ${target}`).toBe(true);
  }
});
