import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readReport, type Report, type Run } from "@promptprof/bench";
import { describe, expect, test } from "vitest";
import { temporaryFolder, TestRepository } from "../../../bench/src/git/test-repository.case.ts";
import { recorded, type Recorded } from "../recorded-io.case.ts";

interface Made {
  readonly base?: string;
  readonly head?: string;
  readonly cases?: number;
  /** Code of the provider: `({ messages: [{ content }] }, i) => answer`, where i counts calls of a side. */
  readonly call?: string;
  /** Code of the scorers, and what else the suite says. */
  readonly scorers?: string;
  readonly more?: string;
}

const BASE = "# Rules\nBe brief.\n# Task\nSay {{word}}";
const LONGER = BASE.replace("brief.", `brief. ${"And never, never be long. ".repeat(20)}`);
const ANSWER = `({ text: "yes", inputTokens: Math.ceil(content.length / 4), outputTokens: 5, ttftMs: null })`;

/** A repository whose branch changes one prompt, and a suite of code that calls functions. */
function repositoryWith({ base = BASE, head = LONGER, cases = 40, ...made }: Made = {}): string {
  const repository = new TestRepository(temporaryFolder());
  repository.write(
    "suite.mjs",
    `let calls = 0;
const call = async ({ messages: [{ content }] }) => { const i = calls++; ${made.call ?? ""}; return ${ANSWER}; };
export const suite = {
  name: "words",
  prompts: ["prompts/say.md"],
  datasets: [{ cases: Array.from({ length: ${cases} }, (_, i) => ({ id: "c" + i, word: "w" + i, expected: "yes" })), expected: "expected" }],
  providers: [{ id: "f", type: "function", model: "m", call }],
  prices: [{ model: "m", inputUsdPerMTok: 1, outputUsdPerMTok: 2 }],
  scorers: [${made.scorers ?? ""}],
  limits: { retries: 0 },
  ${made.more ?? ""}
};
`,
  );
  repository.save("prompts/say.md", base);
  repository.git("checkout", "--quiet", "-b", "change");
  repository.save("prompts/say.md", head);
  return repository.path;
}

async function bench(folder: string, ...options: readonly string[]): Promise<Recorded & { report: Report }> {
  const out = join(folder, "out");
  const done = await recorded(["bench", join(folder, "suite.mjs"), "--out", out, "--seed", "1", ...options]);
  const read = readReport(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
  if ("mistake" in read) throw new Error(read.mistake);
  return { ...done, report: read.report };
}

// Functions answer in microseconds, whose ratios are noise.
const TOKENS = ["--base", "main", "--limit", "input_tokens <= +5%"];

describe("promptprof bench", () => {
  test("exits 10 for a prompt that grew, names its segment, and writes the reports that were asked for", async () => {
    const folder = repositoryWith();
    const { code, stdout } = await bench(folder, ...TOKENS, "--format", "junit,sarif,csv");
    expect(code).toBe(10);
    expect(stdout).toMatch(
      /^words: 80 calls in .*\n1 of 1 prompt regressed\n {2}say \(f\): worse: .*input tokens [+×]\d.*; user\/rules grew by \d+ tokens a call \(prompts\/say\.md:\d\)\n/mu,
    );
    expect(stdout).toMatch(/^FAIL say \(f\): input tokens \d+ → \d+, .* limit \+5%: worse\. /mu);
    expect(stdout).toContain("\ngate: regressed (exit 10)\n");
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual([
      "junit.xml",
      "report.csv",
      "report.html",
      "report.json",
      "report.md",
      "report.sarif",
      "run.json",
      "run.log.jsonl",
    ]);
    expect((await recorded(["gate", join(folder, "out"), "--limit", "input_tokens <= +5%"])).code).toBe(10);
  });

  test("keeps the margins and the gate of the suite in the run, and is judged by them", async () => {
    const gate = `{ limits: ["input_tokens <= +5000%"] }`;
    const folder = repositoryWith({ more: `margins: { cost: 9 }, gate: ${gate}` });
    const { code, stdout } = await bench(folder, "--base", "main");
    expect([code, stdout]).toEqual([0, expect.stringContaining("\nno prompt regressed\n")]);
    const run: Run = JSON.parse(readFileSync(join(folder, "out/run.json"), "utf8"));
    expect(run).toMatchObject({ margins: { cost: 9 }, gate: { limits: ["input_tokens <= +5000%"] } });
  });

  test("exits 0 where no prompt has changed, with a report that says so, however strict the gate is", async () => {
    const folder = repositoryWith({ head: BASE });
    const strict = ["--fail-on-undecided", "--limit", "run_cost <= $1"];
    const { code, stdout, stderr, report } = await bench(folder, "--base", "main", ...strict);
    expect([code, stderr]).toEqual([0, "no prompt of words differs from main; nothing is run\n"]);
    expect(stdout).toContain("\nno prompt has changed\ngate: passed\n");
    expect(report).toMatchObject({ prompts: [], run: { unchanged: ["say"], calls: 0 } });
    expect(readFileSync(join(folder, "out/report.html"), "utf8")).toContain("no prompt has changed");
  });

  test("says values alone without a base", async () => {
    const { code, stdout } = await bench(repositoryWith(), "--fail-on-undecided");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\nmeasured, without a base to compare with\n {2}say \(f\): latency p50 .*, input tokens 1\d\d, .*\ngate: passed\n/u,
    );
    expect(stdout).not.toMatch(/worse|same|undecided/u);
  });

  test("tells a limit that cannot be read before anything is called", async () => {
    const folder = repositoryWith();
    const argv = ["bench", join(folder, "suite.mjs"), "--out", join(folder, "out"), "--limit", "fast"];
    const { code, stderr } = await recorded(argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining('limit "fast": write "latency_p95')]);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describe("what cannot be judged is told and never passed off as the same", () => {
  test("one case decides nothing: undecided, and 11 where that is asked for", async () => {
    const folder = repositoryWith({ cases: 1 });
    const { code, stdout, report } = await bench(folder, "--base", "main");
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}say \(f\): undecided: latency p50, .*; user\/rules grew by/u);
    expect(new Set(report.prompts[0]?.metrics.map(({ verdict }) => verdict))).toEqual(new Set(["undecided"]));
    const asked = await bench(folder, "--base", "main", "--fail-on-undecided");
    expect(asked.code).toBe(11);
    expect(asked.stdout).toMatch(/\nopen say \(f\): .*\n(open .*\n)+gate: undecided \(exit 11\)\n/u);
  });

  test("a provider that fails half of the time is worse by its errors, and its survivors are marked", async () => {
    const call = `if (content.includes("never") && Number(content.match(/w(\\d+)/)[1]) % 2) throw new Error("no");`;
    const { code, stdout, report } = await bench(repositoryWith({ call }), "--base", "main");
    expect(code).toBe(10);
    expect(stdout).toContain(", 20 failed, ");
    expect(stdout).toMatch(/^FAIL say \(f\): error rate 0% → 50%.*: worse\. 20 of 40 calls failed/mu);
    expect(stdout).toContain(
      "of the calls that did not fail alone: 0 of 40 failed on base, 20 of 40 on head\n",
    );
    expect(report.prompts[0]?.failures).toMatchObject({ base: { failed: 0 }, head: { failed: 20 } });
  });

  test.each([
    ["throws", `function broken() { throw new Error("no idea"); }`, "the scorer failed: no idea"],
    ["gives NaN", "function broken() { return NaN; }", "the scorer gave NaN, which is no number to compare"],
  ])("a scorer that %s leaves its metric undecided, with the reason", async (_, scorers, reason) => {
    const folder = repositoryWith({ head: `${BASE}!`, scorers });
    const gate = ["--base", "main", "--limit", "score:broken >= -2pp"];
    const { code, stdout } = await bench(folder, ...gate);
    expect(code).toBe(0);
    expect(stdout).toContain(`broken: 80 of 80 replies have no value: ${reason}\n`);
    expect(stdout).toContain("gate: passed, 1 undecided (--fail-on-undecided would say so)\n");
    expect((await bench(folder, ...gate, "--fail-on-undecided")).code).toBe(11);
  });
});
