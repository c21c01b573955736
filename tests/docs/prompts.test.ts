import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeBlocks } from "./markdown-blocks.ts";

const root = join(import.meta.dirname, "../..");
const blocks = codeBlocks(join(root, "docs/prompts.md"));
const programs = blocks.filter(({ language }) => language === "ts");
const answers = blocks.filter(({ language }) => language === "json");

/** Inside of the repository, so that the programs find the packages as a user's would. */
const folder = join(root, "tests/docs/prompts.local");

beforeEach(async () => {
  await mkdir(folder, { recursive: true });
  const files = blocks.filter(({ language }) => language === "yaml");
  expect(files).toHaveLength(1);
  await writeFile(join(folder, "story.prompt"), files[0]?.code ?? "");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("there is an answer below every program", () => {
  expect(programs.length).toBe(3);
  expect(answers.length).toBe(programs.length);
});

test.each(programs.map((program, i) => [program.line, program, answers[i]] as const))(
  "what stands at line %i prints what the page says",
  async (line, program, answer) => {
    const file = join(folder, `line-${line}.ts`);
    await writeFile(file, program.code);
    const log = vi.spyOn(console, "log").mockReturnValue();
    await import(file);
    const printed: unknown[] = log.mock.calls.flat();
    log.mockRestore();
    expect(printed).toEqual([JSON.parse(answer?.code ?? "null")]);
  },
);
