import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missing, sharedFile } from "../../../../tests/shared-files.ts";
import { openRepository } from "../git/repository.ts";
import { cloneOf, temporaryFolder, TestRepository } from "../git/test-repository.case.ts";
import { promptHistory, type PromptChange, type PromptHistory } from "./prompt-history.ts";

const BUNDLES = ["aider_editblock", "tensorzero_agents"] as const;

interface IndexRow {
  readonly version: number;
  readonly tokens: number;
  readonly sameAs: number | null;
  readonly sha256: string;
}

function indexOf(name: string): IndexRow[] {
  const [, ...lines] = readFileSync(sharedFile(`data/prompts/${name}.index.csv`), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [version, , , , tokens, sameAs, sha256 = ""] = line.split(",");
    return {
      version: Number(version),
      tokens: Number(tokens),
      sameAs: sameAs === "" ? null : Number(sameAs),
      sha256,
    };
  });
}

async function historyOf(name: string): Promise<PromptHistory> {
  const clone = join(temporaryFolder(), name);
  execFileSync("git", ["clone", "--quiet", sharedFile(`data/prompts/${name}.bundle`), clone], {
    stdio: "pipe",
  });
  const path = execFileSync("git", ["-C", clone, "ls-files"], { encoding: "utf8" }).trim();
  return promptHistory(await openRepository(clone), path);
}

describe.skipIf(missing(...BUNDLES.map((name) => `data/prompts/${name}.bundle`)))("real prompts", () => {
  test("the edit-block prompt: 81 commits, 78 versions with the tokens that are known, and three reverts", async () => {
    const { changes, versions, notes } = await historyOf("aider_editblock");
    const index = indexOf("aider_editblock");
    const distinct = [...new Map(index.map((row) => [row.sha256, row])).values()];
    expect([changes.length, versions.length, notes]).toEqual([81, 78, []]);
    expect(versions.map(({ tokens }) => tokens)).toEqual(distinct.map(({ tokens }) => tokens));
    const numberOf = (version: number) => {
      const row = index.find((one) => one.version === version);
      return distinct.findIndex(({ sha256 }) => sha256 === row?.sha256) + 1;
    };
    // Commits 30, 49 and 74 return to 28, 47 and 72; 2 and 3 are the same text too, in commits that change nothing.
    const returns = changes.filter((change) => change.returns).map(({ version }) => version);
    expect(returns).toEqual([28, 47, 72].map(numberOf));
    for (const { tokens, segments } of versions)
      expect(segments.reduce((sum, segment) => sum + (segment.tokens ?? 0), 0)).toBe(tokens);
  });

  test("a file for agents: 41 commits, each with a text of its own, in sections by its headings", async () => {
    const { changes, versions } = await historyOf("tensorzero_agents");
    expect(changes).toHaveLength(41);
    expect(versions.map(({ tokens }) => tokens)).toEqual(
      indexOf("tensorzero_agents").map(({ tokens }) => tokens),
    );
    expect(changes.some(({ returns }) => returns)).toBe(false);
    expect(versions.at(-1)?.segments.map(({ path }) => path)).toContain("user/rust-testing");
  });
});

function said(changes: readonly PromptChange[]): string[] {
  return changes.map(({ kind, content, version, returns, sameVersion }) => {
    const what = content === "text" ? `v${version}` : content;
    return `${kind} ${what}${returns ? " returns" : ""}${sameVersion ? " same" : ""}`;
  });
}

async function historyIn(path: string, file: string): Promise<PromptHistory> {
  return promptHistory(await openRepository(path), file);
}

describe("what happens to files", () => {
  test("a revert is known by its content, a deletion is told, and what comes back is the version that it was", async () => {
    const made = new TestRepository(temporaryFolder());
    made.save("p.txt", "one");
    made.save("p.txt", "two");
    made.save("p.txt", "one", "shorter again");
    unlinkSync(join(made.path, "p.txt"));
    made.commit("away");
    made.save("p.txt", "two");
    const { changes, versions } = await historyIn(made.path, "p.txt");
    expect(said(changes)).toEqual([
      "added v1",
      "changed v2",
      "changed v1 returns",
      "deleted deleted",
      "added v2 returns",
    ]);
    expect(changes[2]).toMatchObject({ subject: "shorter again", authoredAt: Date.UTC(2026, 0, 1, 0, 3) });
    expect(versions).toHaveLength(2);
  });

  test("renames are followed, with a change or without, and a file in the old place is another", async () => {
    const made = new TestRepository(temporaryFolder());
    const text = Array.from({ length: 20 }, (_, i) => `line ${i}`).join("\n");
    made.save("old.txt", text);
    made.git("mv", "old.txt", "middle.txt");
    made.commit("move");
    made.save("old.txt", "another");
    made.git("mv", "middle.txt", "new.txt");
    made.save("new.txt", `${text}\nmore`, "move and change");
    const { changes } = await historyIn(made.path, "new.txt");
    expect(said(changes)).toEqual(["added v1", "renamed v1 same", "renamed v2"]);
    expect(changes.map(({ renamedFrom }) => renamedFrom)).toEqual([null, "old.txt", "middle.txt"]);
  });

  test("a change of mode, of line ends and of white space at the ends is no version", async () => {
    const made = new TestRepository(temporaryFolder());
    made.git("config", "core.autocrlf", "false");
    made.save("p.txt", "one\ntwo\n");
    made.git("update-index", "--chmod=+x", "p.txt");
    made.git("commit", "--quiet", "-m", "mode");
    made.git("checkout", "--quiet", "p.txt");
    made.save("p.txt", "\uFEFFone\r\ntwo\r\n");
    made.save("p.txt", "one\ntwo\n\n\n");
    const { changes, versions } = await historyIn(made.path, "p.txt");
    expect(said(changes)).toEqual(["added v1", "mode v1 same", "changed v1 same", "changed v1 same"]);
    expect(versions).toHaveLength(1);
  });

  test("an empty file, one that is not UTF-8, one that is no template, a link and a huge one are all survived", async () => {
    const made = new TestRepository(temporaryFolder());
    made.save("p.prompt", "");
    made.save("p.prompt", Buffer.from([0x68, 0x69, 0xff, 0x00]));
    made.save("p.prompt", "{{#if open}} never closed");
    made.save("p.prompt", Buffer.alloc(4 * 2 ** 20 + 1, 0x61));
    unlinkSync(join(made.path, "p.prompt"));
    symlinkSync("elsewhere", join(made.path, "p.prompt"));
    made.commit("a link");
    const { changes, versions } = await historyIn(made.path, "p.prompt");
    expect(said(changes)).toEqual([
      "added v1",
      "changed v2",
      "changed v3",
      "changed too_large",
      "changed not_a_file",
    ]);
    expect(versions.map(({ tokens }) => tokens)).toEqual([0, 3, 7]);
    expect(versions[1]?.notes[0]).toMatch(/^not UTF-8/);
    expect(versions[2]?.notes[0]).toMatch(/^no template, taken as text: p.prompt:1:1: /);
  });

  test("of merges counts what they changed, on whichever branch the file changed", async () => {
    const made = new TestRepository(temporaryFolder());
    made.save("p.txt", "a\n\nb\n\nc\n");
    made.git("checkout", "--quiet", "-b", "side");
    made.save("p.txt", "A\n\nb\n\nc\n", "side");
    made.git("checkout", "--quiet", "main");
    made.save("p.txt", "a\n\nb\n\nC\n", "main");
    made.git("merge", "--quiet", "--no-edit", "side");
    made.git("checkout", "--quiet", "-b", "later");
    made.save("other.txt", "x");
    made.git("checkout", "--quiet", "main");
    made.git("merge", "--quiet", "--no-ff", "--no-edit", "later");
    const { changes, versions } = await historyIn(made.path, "p.txt");
    expect(versions).toHaveLength(4);
    expect(changes).toHaveLength(4);
    expect(changes.at(-1)?.subject).toBe("Merge branch 'side'");
  });

  test("grafted commits stand where the graft puts them", async () => {
    const made = new TestRepository(temporaryFolder());
    const first = made.save("p.txt", "one");
    made.save("p.txt", "wrong");
    const last = made.save("p.txt", "three");
    made.git("replace", "--graft", last, first);
    const { changes, versions } = await historyIn(made.path, "p.txt");
    expect(said(changes)).toEqual(["added v1", "changed v2"]);
    expect(versions).toHaveLength(2);
  });
});

describe("clones without everything", () => {
  test("a partial clone names the contents that it lacks, and still follows a file that moved unchanged", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(join(folder, "made"));
    made.save("p.txt", "one");
    made.save("p.txt", "two");
    made.git("mv", "p.txt", "q.txt");
    made.commit("move");
    made.save("q.txt", "three");
    const partial = cloneOf(made, join(folder, "partial"), "--filter=blob:none");
    const { changes, notes } = await historyIn(partial, "q.txt");
    expect(said(changes)).toEqual(["added missing", "changed missing", "renamed missing", "changed v1"]);
    expect(notes).toEqual([
      "a partial clone: 2 contents are not here; git fetch --refetch --no-filter brings them",
    ]);
    const treeless = cloneOf(made, join(folder, "treeless"), "--filter=tree:0");
    await expect(historyIn(treeless, "q.txt")).rejects.toThrow(/^this is a partial clone that lacks objects/);
  });

  test("a shallow clone says where it ends, and a file that never was is told in one line", async () => {
    const folder = temporaryFolder();
    const made = new TestRepository(join(folder, "made"));
    made.save("p.txt", "one");
    made.save("p.txt", "two");
    const shallow = cloneOf(made, join(folder, "shallow"), "--depth=1");
    const { changes, notes } = await historyIn(shallow, "p.txt");
    expect(said(changes)).toEqual(["added v1"]);
    expect(notes[0]).toMatch(/^a shallow clone/);
    await expect(historyIn(shallow, "none.txt")).rejects.toThrow(/^none.txt is in no commit of HEAD/);
  });
});

test("a prompt file's model and its variables are seen; what is filled in has no tokens of its own", async () => {
  const made = new TestRepository(temporaryFolder());
  made.save(
    "p.prompt",
    '---\nmodel: openai/gpt-4o\n---\n{{role "system"}}\nBe brief.\n# Rules\nNever lie.\n{{role "user"}}\n{{question}}\n',
  );
  const { versions } = await historyIn(made.path, "p.prompt");
  expect(versions[0]).toMatchObject({ number: 1, model: "openai/gpt-4o", notes: [] });
  expect(versions[0]?.segments.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    "static system/0",
    "static system/rules",
    "static user/0",
    "variable user/question",
  ]);
  expect(versions[0]?.segments.at(-1)?.tokens).toBe(0);
});
