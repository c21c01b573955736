import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ActionError } from "./action-error.ts";
import { startGitHub, type GitHub } from "./github/github.case.ts";
import type { Environment } from "./inputs.ts";
import type { Measure, Measured } from "./measured.ts";
import { runAction } from "./run-action.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

const REGRESSED: Measured = {
  outcome: "regressed",
  headline: "1 of 2 prompts regressed: triage, input tokens +46 %",
  markdown: "### 1 of 2 prompts regressed\n",
  baseline: { name: "a1b2c3d", at: NOW - 3 * 86_400_000 },
  recordedAt: null,
  costUsd: 0.12,
  annotations: [
    {
      level: "error",
      path: "prompts/a,b.prompt",
      line: 3,
      title: "system/examples: +140 tokens",
      message: "100% more\nthan the base",
    },
  ],
  files: { json: "/tmp/report.json" },
};

interface Ran {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

async function ran(
  measured: Measured | Error,
  given: { github?: GitHub; environment?: Environment } = {},
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [summary, output, event] = ["summary", "output", "event.json"].map((name) => join(folder, name));
  const pull = { number: 7, base: { sha: "a".repeat(40) }, head: { repo: { fork: true } } };
  writeFileSync(event ?? "", JSON.stringify({ pull_request: pull }));
  for (const file of [summary, output]) writeFileSync(file ?? "", "");
  let log = "";
  const measure: Measure = async () => {
    if (measured instanceof Error) throw measured;
    return measured;
  };
  const code = await runAction(measure, {
    environment: {
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: "o/r",
      ...(given.github && { GITHUB_API_URL: given.github.url, INPUT_TOKEN: given.github.writer }),
      ...given.environment,
    },
    write: (text) => void (log += text),
    now: () => NOW,
    sleep: async () => undefined,
  });
  return { code, log, summary: textOf(summary), outputs: outputsIn(textOf(output)) };
}

function textOf(file: string | undefined): string {
  return readFileSync(file ?? "", "utf8");
}

function outputsIn(text: string): Record<string, string> {
  const entries = [...text.matchAll(/^([\w-]+)<<(promptprof-[\w-]+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(entries.map(([, name = "", , value = ""]) => [name, value]));
}

test("a regression fails the step and is told four ways: summary, outputs, at its line, and in the comment", async () => {
  const github = await startGitHub();
  const { code, log, summary, outputs } = await ran(REGRESSED, { github });
  expect(code).toBe(1);
  expect(summary).toMatch(
    /^### 1 of 2 prompts regressed\n\nBaseline: a1b2c3d, 3 days old \(2026-11-21\)\.\n\n\*\*Next:\*\* look at/,
  );
  expect(outputs).toMatchObject({
    outcome: "regressed",
    "exit-code": "10",
    "cost-usd": "0.12",
    json: "/tmp/report.json",
    html: "",
    "comment-url": "https://github.example/o/r/pull/7#issuecomment-1000",
  });
  expect(log).toContain(
    "::error file=prompts/a%2Cb.prompt,line=3,title=system/examples%3A +140 tokens::100%25 more%0Athan the base\n",
  );
  expect(log).toContain("::error title=promptprof::1 of 2 prompts regressed: triage, input tokens +46 %25\n");
  expect(github.comments.map(({ body }) => body)).toEqual([
    `<!-- promptprof:default -->\n${summary.trimEnd()}\n`,
  ]);
});

test("the next run writes over the comment", async () => {
  const github = await startGitHub();
  await ran(REGRESSED, { github });
  const { code, log } = await ran({ ...REGRESSED, outcome: "passed", markdown: "### All well" }, { github });
  expect(code).toBe(0);
  expect(log).toContain("comment updated: https://github.example/");
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain("### All well");
});

test("undecided fails only where it is asked to", async () => {
  const undecided: Measured = { ...REGRESSED, outcome: "undecided" };
  expect((await ran(undecided)).code).toBe(0);
  const strict = await ran(undecided, { environment: { "INPUT_FAIL-ON-UNDECIDED": "true" } });
  expect(strict.code).toBe(1);
  expect(strict.outputs["exit-code"]).toBe("11");
});

test("a fork's token falls back to the summary and says so", async () => {
  const github = await startGitHub();
  const { code, log, summary } = await ran(
    { ...REGRESSED, outcome: "passed" },
    { github, environment: { INPUT_TOKEN: "reads" } },
  );
  expect(code).toBe(0);
  expect(summary).toContain("1 of 2 prompts regressed");
  expect(log).toContain(
    "no comment: Resource not accessible by integration (the token of a pull request from a fork may only read); the report is in the job's summary\n",
  );
  const silent = await ran(REGRESSED, { github, environment: { INPUT_COMMENT: "false" } });
  expect(silent.log).not.toContain("comment");
});

test("an old baseline and an old cassette are told with what makes them new", async () => {
  const old = NOW - 40 * 86_400_000;
  const { summary } = await ran({ ...REGRESSED, baseline: { name: "a1b2c3d", at: old }, recordedAt: old });
  expect(summary).toContain("40 days old (2026-10-15). That is long ago: merge the base branch");
  expect(summary).toContain("those of a cassette, 40 days old (2026-10-15).");
  expect(summary).toContain("record it again with `promptprof bench --record`");
  expect((await ran({ ...REGRESSED, baseline: null })).summary).toContain("Nothing to compare with");
});

test("a mistake of the workflow, and one of the suite, are one line at the job and fail it", async () => {
  const wrong = await ran(REGRESSED, { environment: { INPUT_COMMENT: "perhaps" } });
  expect(wrong).toMatchObject({ code: 1, outputs: {} });
  expect(wrong.log).toBe('::error title=promptprof::comment must be true or false, got "perhaps"\n');
  const both = { INPUT_BASE: "main", INPUT_BASELINE: "run.json" };
  expect((await ran(REGRESSED, { environment: both })).log).toContain("give one of them");
  expect((await ran(REGRESSED, { environment: { "INPUT_MAX-USD": "much" } })).log).toContain(
    "max-usd must be",
  );
  expect((await ran(REGRESSED, { environment: { INPUT_KEY: "a-->" } })).log).toContain("key must be");
  const suite = await ran(new ActionError("a.yaml:3:5: no such scorer\na.yaml:9:1: no cases ``` here"));
  expect(suite.log).toBe(
    "::error title=promptprof::a.yaml:3:5: no such scorer%0Aa.yaml:9:1: no cases ``` here\n",
  );
  expect(suite.summary).toContain("````text\na.yaml:3:5: no such scorer\n");
});
