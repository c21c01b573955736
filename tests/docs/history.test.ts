import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { recorded } from "../../packages/cli/src/recorded-io.case.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const SHELL = codeBlocks(join(import.meta.dirname, "../../docs/history.md")).flatMap(({ language, code }) =>
  language === "sh" ? code.trim().split("\n") : [],
);

test("every command of the page runs as it is written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  const file = join(folder, "prompts/triage.prompt");
  mkdirSync(join(folder, "prompts"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args]);
  git("init", "--quiet");
  for (const text of ["Sort.", "Sort the ticket.", "Sort the ticket by team."]) {
    writeFileSync(file, `---\nmodel: openai/gpt-4o\n---\n${text}\n`);
    git("add", "--all");
    git("commit", "--quiet", "-m", text);
  }
  writeFileSync(file, `---\nmodel: openai/gpt-4o\n---\nSort the ticket.\n`);
  git("commit", "--quiet", "-a", "-m", "back");
  expect(SHELL).toHaveLength(6);
  for (const line of SHELL) {
    const [program, ...args] = line.split(" ");
    expect(program).toBe("promptprof");
    // No server runs in a test of a page: the command then says so, in one line.
    const { code, stdout, stderr } = await recorded(args);
    const expected = args.includes("--server") ? { code: 2, stdout: "" } : { code: 0, stderr: "" };
    expect({ code, stdout, stderr }).toMatchObject(expected);
  }
  expect(readFileSync(file, "utf8")).toContain("by team");
});
