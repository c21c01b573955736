import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findGitCommit } from "./git-commit.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
let folder: string;
let head: string;

function git(where: string, ...args: readonly string[]): string {
  const author = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  return execFileSync("git", ["-C", where, ...author, ...args], { encoding: "utf8" }).trim();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "git-commit-"));
  git(folder, "init", "--quiet");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", "first");
  head = git(folder, "rev-parse", "HEAD");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the environment comes first, our own name before all others", () => {
  expect(findGitCommit({ GITHUB_SHA: COMMIT }, folder)).toBe(COMMIT);
  expect(findGitCommit({ GITHUB_SHA: "f".repeat(40), PROMPTPROF_GIT_COMMIT: COMMIT }, folder)).toBe(COMMIT);
});

test("what is no commit is passed over", () => {
  expect(findGitCommit({ SOURCE_VERSION: "main", GITHUB_SHA: "" }, folder)).toBe(head);
});

test("a branch is followed, from a folder below too, packed or not", () => {
  const below = join(folder, "a/b");
  mkdirSync(below, { recursive: true });
  expect(findGitCommit({}, below)).toBe(head);
  git(folder, "pack-refs", "--all");
  expect(findGitCommit({}, below)).toBe(head);
});

test("a worktree and a checkout without a branch are read", () => {
  const worktree = join(folder, "worktree");
  git(folder, "worktree", "add", "--quiet", "-b", "other", worktree);
  expect(findGitCommit({}, worktree)).toBe(head);
  git(worktree, "checkout", "--quiet", "--detach");
  expect(findGitCommit({}, worktree)).toBe(head);
});

test("a broken repository is no commit and no error", () => {
  const broken = join(folder, "broken");
  mkdirSync(join(broken, ".git"), { recursive: true });
  expect(findGitCommit({}, broken)).toBeNull();
  writeFileSync(join(broken, ".git/HEAD"), "ref: refs/heads/../../..\n");
  expect(findGitCommit({}, broken)).toBeNull();
});
