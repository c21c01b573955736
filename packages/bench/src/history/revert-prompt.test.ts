import { chmodSync, readFileSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRepository } from "../git/repository.ts";
import { temporaryFolder, TestRepository } from "../git/test-repository.case.ts";
import { promptHistory } from "./prompt-history.ts";
import { revertPrompt, type Reverted } from "./revert-prompt.ts";

async function revert(made: TestRepository, version: string, force = false): Promise<Reverted | string> {
  return revertPrompt(await openRepository(made.path), "prompts/p.txt", version, { force }).catch(String);
}

test("a version is written back byte for byte by its number, its hash or its commit, and nothing is staged", async () => {
  const made = new TestRepository(temporaryFolder());
  const file = join(made.path, "prompts/p.txt");
  const first = made.save("prompts/p.txt", "one\r\n");
  made.save("prompts/p.txt", "two\n");
  chmodSync(file, 0o755);
  made.commit("mode");
  const { versions } = await promptHistory(await openRepository(made.path), "prompts/p.txt");
  for (const wanted of ["v1", versions[0]?.version ?? "", first.slice(0, 8)]) {
    expect(await revert(made, wanted)).toMatchObject({ number: 1, commit: first, bytes: 5 });
    expect(readFileSync(file, "utf8")).toBe("one\r\n");
    expect(statSync(file).mode & 0o777).toBe(0o755);
    expect(made.git("status", "--porcelain")).toBe("M prompts/p.txt");
    made.git("checkout", "--quiet", "--", "prompts/p.txt");
  }
});

test("changes that no commit has are not lost, unless one says so; a file that is gone comes back", async () => {
  const made = new TestRepository(temporaryFolder());
  const file = join(made.path, "prompts/p.txt");
  made.save("prompts/p.txt", "one");
  made.save("prompts/p.txt", "two");
  made.write("prompts/p.txt", "mine");
  expect(await revert(made, "v1")).toBe(
    "GitError: prompts/p.txt has changes that no commit has; commit them, or give --force to lose them",
  );
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect(await revert(made, "v1", true)).toMatchObject({ number: 1 });
  expect(readFileSync(file, "utf8")).toBe("one");
  unlinkSync(file);
  made.commit("gone");
  expect(await revert(made, "v2")).toMatchObject({ number: 2 });
  expect(await revert(made, "v1")).toMatch(/has changes that no commit has/);
  unlinkSync(file);
  symlinkSync("elsewhere.txt", file);
  expect(await revert(made, "v1", true)).toMatch(/is no plain file in the working tree/);
});

test("a version that is not there is told with those that are", async () => {
  const made = new TestRepository(temporaryFolder());
  made.save("prompts/p.txt", "one");
  for (const wanted of ["v2", "v0", "main", "abc", "ffffffffffff"])
    expect(await revert(made, wanted)).toBe(
      `GitError: there is no version "${wanted}": prompts/p.txt has v1 to v1; see: promptprof history --git prompts/p.txt`,
    );
});
