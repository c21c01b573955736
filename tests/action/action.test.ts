import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startGitHub, type GitHub } from "../../packages/action/src/github/github.case.ts";
import { cloneOf, TestRepository } from "../../packages/bench/src/git/test-repository.case.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** Enough for bench, its price list and YAML; the engine alone would be hundreds of megabytes. */
const BUNDLE_BYTES_MAX = 8 * 2 ** 20;

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-action-"));
  await run(process.execPath, [join(root, "scripts/pack-action.mjs"), join(folder, "action")], { cwd: root });
  bundle = join(folder, "action/index.mjs");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SHORT = "# Task\nSort the ticket: {{ticket}}\n";
const LONG = `# Task\nSort the ticket: {{ticket}}\n# Examples\n${"My card is lost: cards. ".repeat(40)}\n`;

/** A provider of code: as many tokens as the text has words, and an answer at once. */
const SUITE = `
export default {
  name: "triage",
  prompts: ["prompts/triage.md"],
  datasets: [{ cases: Array.from({ length: 24 }, (_, i) => ({ ticket: "ticket " + "x ".repeat(i) })) }],
  providers: [{
    id: "local", type: "function", model: "words",
    call: async ({ messages }) => {
      const inputTokens = messages.map(({ content }) => content).join(" ").split(/\\s+/).length;
      return { text: "cards", inputTokens, outputTokens: 1 };
    },
  }],
};
`;

function repositoryOf(name: string, head: string): TestRepository {
  const made = new TestRepository(join(folder, name));
  made.write("promptprof.bench.mjs", SUITE);
  made.save("prompts/triage.md", SHORT, "first");
  made.git("checkout", "--quiet", "-b", "change");
  made.write("README.md", "more");
  made.save("prompts/triage.md", head, "second");
  return made;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly summary: string;
  readonly output: string;
}

async function ran(
  made: TestRepository,
  github: GitHub,
  inputs: Readonly<Record<string, string>> = {},
  workspace: string = made.path,
): Promise<Ran> {
  const temporary = mkdtempSync(join(folder, "runner-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(temporary, name), text);
    return join(temporary, name);
  };
  const pull = { number: 7, base: { sha: made.git("rev-parse", "main") }, head: { repo: { fork: false } } };
  const [summary, output] = [file("summary", ""), file("output", "")];
  const env = {
    PATH: process.env["PATH"],
    HOME: temporary,
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify({ pull_request: pull })),
    GITHUB_OUTPUT: output,
    GITHUB_REPOSITORY: "o/r",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: workspace,
    INPUT_SUITE: "promptprof.bench.mjs",
    INPUT_TOKEN: github.writer,
    RUNNER_TEMP: temporary,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  };
  const ended = await run(process.execPath, [bundle], { cwd: temporary, env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );
  return { ...ended, summary: readFileSync(summary, "utf8"), output: readFileSync(output, "utf8") };
}

test("the action is its definition and one file, small and without an engine", () => {
  expect(readdirSync(join(folder, "action")).toSorted()).toEqual([
    "LICENSE",
    "action.yml",
    "index.mjs",
    "workflows",
  ]);
  expect(statSync(bundle).size).toBeLessThan(BUNDLE_BYTES_MAX);
  const text = readFileSync(bundle, "utf8");
  for (const name of ["chdb", "@clickhouse/client", "fastify"]) {
    expect(text).not.toContain(`from "${name}`);
    expect(text).not.toContain(`require("${name}`);
    expect(text).not.toContain(`import("${name}`);
  }
});

test("a pull request that makes a prompt longer is told so and fails; the next push writes over the comment", async () => {
  const github = await startGitHub();
  const made = repositoryOf("longer", LONG);
  const { code, stdout, summary, output } = await ran(made, github);
  expect({ code, stdout: stdout.slice(0, 2000) }).toMatchObject({ code: 1 });
  expect(stdout).toMatch(/^::error file=prompts\/triage\.md,line=\d+,title=triage%3A input_tokens::/m);
  expect(output).toMatch(/^outcome<<.*\nregressed$/m);
  expect(summary).toContain("1 of 1 prompt regressed");
  expect(summary).toMatch(/Baseline: [0-9a-f]{7}, \d+ days old/);
  expect(github.comments).toHaveLength(1);
  made.save("prompts/triage.md", `${SHORT}\n`, "white space alone");
  const next = await ran(made, github);
  expect(next.code).toBe(0);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain("no prompt has changed");
});

test("what is kept of one run is the baseline of the next, and no drift is no regression", async () => {
  const github = await startGitHub();
  const made = repositoryOf("weekly", LONG);
  const baseline = join(folder, "kept/run.json");
  const first = await ran(made, github, { baseline, comment: "false" });
  expect(first.code).toBe(0);
  const [, file = ""] = /^run<<.*\n(.*)$/m.exec(first.output) ?? [];
  const second = await ran(made, github, { baseline: file, comment: "false" });
  expect(second.code).toBe(0);
  expect(second.summary).toMatch(/Baseline: run .*, of today/);
  expect(github.requests).toEqual([]);
});

test("a clone that is too shallow, and a suite that is not there, are told in one line", async () => {
  const github = await startGitHub();
  const made = repositoryOf("shallow", LONG);
  const shallow = cloneOf(made, join(folder, "cloned"), "--depth=1");
  const { code, stdout, summary } = await ran(made, github, {}, shallow);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error title=promptprof::"[0-9a-f]{40}" names no commit here; .*fetch-depth: 0/m);
  expect(summary).toContain("### promptprof could not measure");
  const missing = await ran(made, github, { suite: "none.yaml" });
  expect(missing.stdout).toMatch(/^::error title=promptprof::.*none\.yaml/);
  expect(missing.stdout.trim().split("\n")).toHaveLength(1);
});
