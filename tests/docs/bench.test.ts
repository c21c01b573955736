import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Run } from "@promptprof/bench";
import { expect, test } from "vitest";
import { temporaryFolder, TestRepository } from "../../packages/bench/src/git/test-repository.case.ts";
import { codeBlocks, type CodeBlock } from "./markdown-blocks.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const program = join(root, "packages/cli/bin/promptprof.mjs");
const blocks = codeBlocks(join(root, "docs/bench.md"));
const suite = blocks.find(({ language }) => language === "yaml")?.code ?? "";
const commands = commandsIn(blocks);
const ofReadme = commandsIn(
  codeBlocks(join(root, "README.md")).filter(({ code }) => code.startsWith("promptprof bench")),
);

function commandsIn(of: readonly CodeBlock[]): readonly string[] {
  return of.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trim().split("\n"));
}

/** As a shell takes it apart: what stands in quotes is one word. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

test("what docs/bench.md and the README show works as shown", async () => {
  const repository = new TestRepository(temporaryFolder());
  repository.write("promptprof.bench.yaml", suite);
  repository.write(
    "data/questions.jsonl",
    '{"question": "My invoice?", "team": "billing", "language": "en", "customer": "a"}\n',
  );
  repository.write("prompts/triage.md", "Which team is this for?\n\n{{question}}\n");
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "one");
  repository.git("checkout", "--quiet", "-b", "change");
  repository.write("prompts/triage.md", "Name the team.\n\n{{question}}\n");
  const env = { PATH: process.env["PATH"] };
  const outputs: string[] = [];
  for (const command of [...commands, ...ofReadme]) {
    const [name, ...args] = wordsOf(command);
    expect(name).toBe("promptprof");
    const { stdout } = await run(process.execPath, [program, ...args], { cwd: repository.path, env });
    outputs.push(stdout);
  }
  expect(outputs).toEqual([
    expect.stringMatching(/^support: 6 calls /),
    expect.stringMatching(/^support: 4 calls [^]*nothing of them changed: greeting/),
    expect.stringMatching(/^support: 4 calls /),
    expect.stringMatching(/^support: 4 calls /),
    expect.stringMatching(/^support: 4 calls [^]*answered from the cassette bench.cassette/),
    expect.stringMatching(/^support: 4 calls /),
    expect.stringMatching(/\ngate: passed/),
    expect.stringMatching(/\[added\] one\n/),
  ]);
  const written: Run = JSON.parse(readFileSync(join(repository.path, "promptprof-bench/run.json"), "utf8"));
  expect(written.items.map(({ tags }) => tags)).toContainEqual({ language: "en" });
});
