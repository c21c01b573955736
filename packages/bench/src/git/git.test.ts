import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { commitTime, lastChangedAt } from "./commit-times.ts";
import { readAtCommit } from "./read-at-commit.ts";
import { readBlobs } from "./read-blobs.ts";
import { mergeBase, openRepository, pathInRepository } from "./repository.ts";
import { cloneOf, temporaryFolder, TestRepository } from "./test-repository.case.ts";

describe("a file as it was", () => {
  test("is read from the commit, whatever the working tree holds", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(folder);
    const first = made.save("prompts/a b.txt", "one\n");
    made.save("prompts/a b.txt", "two\n");
    made.write("prompts/a b.txt", "three\n");
    const repository = await openRepository(join(folder, "prompts"));
    expect(repository).toEqual({ root: folder, isBare: false, isShallow: false });
    expect(await readAtCommit(repository, "HEAD~1", "prompts/a b.txt")).toMatchObject({
      commit: first,
      text: "one\n",
    });
    expect(await readAtCommit(repository, "main", "prompts/a b.txt")).toMatchObject({ text: "two\n" });
    expect(await readAtCommit(repository, "main", "prompts/none.txt")).toBeNull();
  });

  test("keeps its bytes, and a name of stars and brackets is a name", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(folder);
    const bytes = Buffer.from([0xff, 0x00, 0x0a, 0xe9]);
    made.write("other.txt", "no");
    made.save("*.txt", bytes);
    const repository = await openRepository(folder);
    const read = await readAtCommit(repository, "HEAD", "*.txt");
    expect(read?.path).toBe("*.txt");
    expect(Buffer.from(read?.bytes ?? [])).toEqual(bytes);
  });

  test("that is a link, a folder or too large is none", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(folder);
    symlinkSync("elsewhere", join(folder, "link.txt"));
    made.write("large.txt", Buffer.alloc(4 * 2 ** 20 + 1));
    made.save("folder/a.txt", "a");
    const repository = await openRepository(folder);
    const said = async (path: string) => readAtCommit(repository, "HEAD", path).catch(String);
    expect(await said("link.txt")).toBe("GitError: link.txt is no file at HEAD: a symbolic link");
    expect(await said("folder")).toBe("GitError: folder is no file at HEAD: a folder");
    expect(await said("large.txt")).toMatch(
      /large.txt at HEAD has 4194305 bytes; a prompt has at most 4 MiB/,
    );
  });
});

describe("where a change began", () => {
  test("is what base and head have in common, not what came to the base later", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(folder);
    const common = made.save("a.txt", "1");
    made.git("checkout", "--quiet", "-b", "change");
    made.save("a.txt", "2");
    made.git("checkout", "--quiet", "main");
    made.save("b.txt", "later");
    made.git("checkout", "--quiet", "change");
    expect(await mergeBase(await openRepository(folder), "main")).toBe(common);
  });

  test("is not guessed: an unknown name, a clone that is too shallow, histories that never met", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(join(folder, "made"));
    made.save("a.txt", "1");
    made.git("checkout", "--quiet", "-b", "change");
    made.save("a.txt", "2");
    made.save("a.txt", "3");
    made.git("checkout", "--quiet", "main");
    made.save("b.txt", "later");
    made.git("checkout", "--quiet", "--orphan", "apart");
    made.save("c.txt", "alone");
    expect(await saidOfMergeBase(made.path, "origin/main", "change")).toBe(
      'GitError: "origin/main" names no commit here; fetch it with: git fetch origin main',
    );
    expect(await saidOfMergeBase(made.path, "--all", "change")).toMatch(
      /"--all" names no commit here; fetch it first/,
    );
    expect(await saidOfMergeBase(made.path, "main", "apart")).toBe(
      "GitError: main and apart have no commit in common",
    );
    const shallow = cloneOf(made, join(folder, "shallow"), "--depth=1", "--no-single-branch");
    expect(await saidOfMergeBase(shallow, "origin/main", "origin/change")).toBe(
      "GitError: this shallow clone does not reach back to where origin/change left origin/main; set fetch-depth: 0 on actions/checkout, or run git fetch --deepen=200",
    );
    expect(await saidOfMergeBase(shallow, "v9", "origin/change")).toMatch(/a shallow clone: fetch-depth: 0/);
  });
});

test("no repository, no folder and no git are told in one line", async () => {
  const folder = temporaryFolder();
  expect(await saidOfFolder(folder)).toBe(`GitError: ${folder} is not in a git repository`);
  expect(await saidOfFolder(join(folder, "none"))).toBe(`GitError: there is no folder ${folder}/none`);
  vi.stubEnv("PATH", folder);
  expect(await saidOfFolder(folder)).toBe(
    "GitError: there is no git on the PATH; install it from https://git-scm.com",
  );
  vi.unstubAllEnvs();
});

test("a path is git's own, through links and for files that are gone; outside is refused", async () => {
  const folder = temporaryFolder();
  const made = new TestRepository(join(folder, "made"));
  mkdirSync(join(made.path, "prompts"));
  symlinkSync(made.path, join(folder, "link"));
  const repository = await openRepository(made.path);
  const path = (name: string, from = made.path) => pathInRepository(repository, name, from);
  expect(path("x.txt", join(folder, "link/prompts"))).toBe("prompts/x.txt");
  expect(path("gone/x.txt")).toBe("gone/x.txt");
  expect(path(join(made.path, "..x.txt"))).toBe("..x.txt");
  expect(() => path("../x.txt")).toThrow(`../x.txt is outside the repository ${made.path}`);
  expect(() => path(".")).toThrow("is outside the repository");
});

test("a partial clone says which contents it lacks and fetches none of them", async () => {
  const folder = temporaryFolder();
  const made = new TestRepository(join(folder, "made"));
  const names = ["one", "two", "three"].map((text) => {
    made.save("a.txt", text);
    return made.git("rev-parse", "HEAD:a.txt");
  });
  const partial = cloneOf(made, join(folder, "partial"), "--filter=blob:none");
  const repository = await openRepository(partial);
  const blobs = await readBlobs(repository, [...names, "0".repeat(40)]);
  expect(names.map((name) => blobs.get(name)?.kind)).toEqual(["missing", "missing", "blob"]);
  expect(await readAtCommit(repository, "HEAD", "a.txt")).toMatchObject({ text: "three" });
  await expect(readAtCommit(repository, "HEAD~1", "a.txt")).rejects.toThrow(
    "this is a partial clone that lacks objects of the history, and nothing is fetched on its own; fetch them with: git fetch --refetch --no-filter",
  );
});

async function saidOfMergeBase(directory: string, base: string, head: string): Promise<string> {
  return mergeBase(await openRepository(directory), base, head).catch(String);
}

async function saidOfFolder(directory: string): Promise<string> {
  return openRepository(directory).then(({ root }) => root, String);
}

test("a commit has its time, and a file that of its newest commit", async () => {
  const made = new TestRepository(temporaryFolder());
  made.save("a.txt", "1");
  made.save("b.txt", "2");
  const repository = await openRepository(made.path);
  expect(await commitTime(repository, "HEAD")).toBe(Date.UTC(2026, 0, 1, 0, 2));
  expect(await lastChangedAt(repository, "a.txt")).toBe(Date.UTC(2026, 0, 1, 0, 1));
  expect(await lastChangedAt(repository, "none.txt")).toBeNull();
});
