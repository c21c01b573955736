// Published answers of four models to 1,319 questions, as a move from one model to another: prompt file, git, bench, report.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "@promptprof/bench";
import { describe, expect, test } from "vitest";
import { mcnemar } from "@promptprof/stats";
import { temporaryFolder, TestRepository } from "../../packages/bench/src/git/test-repository.case.ts";
import { missing, sharedFile } from "../shared-files.ts";
import { commandMissing, promptprof } from "./built-command.ts";

const SOLUTIONS = "data/evals/gsm8k_example_model_solutions.jsonl";
const QUESTIONS = "data/evals/gsm8k_test.jsonl";
const ANSWERS = "data/known-answers.json";

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly n: number;
  readonly both_correct: number;
  readonly only_a_correct: number;
  readonly only_b_correct: number;
  readonly neither_correct: number;
  readonly p_exact_two_sided: number;
  readonly difference_a_minus_b: number;
  readonly ci95_newcombe_paired: readonly [number, number];
}
interface Known {
  readonly models: Readonly<Record<string, { readonly correct: number; readonly n: number }>>;
  readonly pairs: readonly Pair[];
}

const cannotRun = [commandMissing(), missing(SOLUTIONS, QUESTIONS, ANSWERS)].includes(true);
const known: Known = cannotRun ? { models: {}, pairs: [] } : JSON.parse(read(ANSWERS)).gsm8k;

describe.skipIf(cannotRun)("GSM8K through bench and report", () => {
  test.each(known.pairs)("$a on base and $b on head", async (pair) => {
    const { a, b } = pair;
    const repository = moveOf(a, b);
    const { code, stderr } = await promptprof(
      repository.path,
      "bench",
      "suite.mjs",
      "--base",
      "HEAD~1",
      "--out",
      "out",
    );
    expect(stderr).not.toMatch(/^promptprof: /mu);
    const report: Report = JSON.parse(readFileSync(join(repository.path, "out/report.json"), "utf8"));
    const exact = report.prompts[0]?.metrics.find(({ metric }) => metric === "score:exact");
    const [ofA, ofB] = [known.models[a], known.models[b]];
    expect(exact).toMatchObject({ a: { n: ofA?.n }, b: { n: ofB?.n } });
    expect([exact?.a.value, exact?.b.value]).toEqual([near(rate(ofA)), near(rate(ofB))]);
    // A report's change is of head against base.
    const [low, high] = pair.ci95_newcombe_paired;
    expect(exact?.change).toMatchObject({
      estimate: near(-pair.difference_a_minus_b),
      low: near(-high),
      high: near(-low),
    });
    // 17 points fewer are proven; 4 points more are proven not to be fewer.
    const isWorse = pair.difference_a_minus_b > 0;
    expect([code, exact?.verdict === "worse"]).toEqual([isWorse ? 10 : 0, isWorse]);
    expectPairs(pair, repository.path);
  });
});

/** The four cells of the run's own table, and the exact p of them. */
function expectPairs(pair: Pair, path: string): void {
  const { items } = JSON.parse(readFileSync(join(path, "out/run.json"), "utf8"));
  const rights = new Map<string, { base?: boolean; head?: boolean }>();
  for (const { case: name, side, scores } of items)
    rights.set(name, { ...rights.get(name), [side]: scores[0].value === 1 });
  const count = (base: boolean, head: boolean): number =>
    [...rights.values()].filter((of) => of.base === base && of.head === head).length;
  const table = {
    bothPass: count(true, true),
    aOnly: count(true, false),
    bOnly: count(false, true),
    bothFail: count(false, false),
  };
  expect(table).toEqual({
    bothPass: pair.both_correct,
    aOnly: pair.only_a_correct,
    bOnly: pair.only_b_correct,
    bothFail: pair.neither_correct,
  });
  expect(mcnemar(table).exact / pair.p_exact_two_sided).toBeCloseTo(1, 9);
}

/** The prompt names the model, so the change of it is what bench runs; the provider looks the published answer up. */
function moveOf(a: string, b: string): TestRepository {
  const repository = new TestRepository(temporaryFolder());
  const suite = `
import { readFileSync } from "node:fs";
const rows = readFileSync(${JSON.stringify(sharedFile(SOLUTIONS))}, "utf8").trim().split("\\n").map((line) => JSON.parse(line));
const solutions = new Map(rows.map((row) => [row.question, row]));
const call = ({ model, messages }) => solutions.get(messages[0].content.trim())[model].solution;
export const suite = {
  name: "gsm8k",
  prompts: ["solve.md"],
  datasets: [{ file: "questions.jsonl" }],
  providers: [{ id: "published", type: "function", call }],
  scorers: [{ exact: { after: "A:", ignore: "$," } }],
  gate: { limits: ["score:exact >= -2pp"] },
};
`;
  repository.write("suite.mjs", suite);
  repository.write("questions.jsonl", questions());
  repository.save("solve.md", `---\nmodel: ${a}\n---\n{{question}}\n`, "before");
  repository.save("solve.md", `---\nmodel: ${b}\n---\n{{question}}\n`, "after");
  return repository;
}

function questions(): string {
  const rows = read(QUESTIONS)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const cases = rows.map(({ question, answer }, i) => ({
    id: String(i),
    question,
    expected: answer.split("####")[1].trim(),
  }));
  return cases.map((row) => JSON.stringify(row)).join("\n");
}

function read(path: string): string {
  return readFileSync(sharedFile(path), "utf8");
}

function rate(of: { readonly correct: number; readonly n: number } | undefined): number {
  return (of?.correct ?? NaN) / (of?.n ?? NaN);
}

/** Known answers are written to ten digits. */
function near(value: number): unknown {
  return expect.closeTo(value, 9);
}
