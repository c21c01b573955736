import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toScore } from "../scorers/to-score.case.ts";
import type { Case, Suite } from "../suite/suite.ts";
import { CHECKS } from "./checks.ts";
import { levenshtein } from "./levenshtein.ts";
import { readPromptfoo } from "./read-promptfoo.ts";
import { readResults } from "./read-results.ts";

const TESTDATA = join(import.meta.dirname, "testdata");
const WORLD = { environment: {}, watch: null };

function read(name: string) {
  const result = readPromptfoo(join(TESTDATA, name), WORLD);
  if ("mistakes" in result) throw new Error(result.mistakes.join("\n"));
  return result;
}

/** promptfoo writes a chat as it stood in its file, white space and all. */
function chat(text: string): unknown {
  return text.startsWith("[") ? JSON.parse(text) : text;
}

function byText(rows: readonly { readonly text: string }[]) {
  const read = rows.map((row) => ({ ...row, text: JSON.stringify(chat(row.text)) }));
  return read.toSorted((a, b) => a.text.localeCompare(b.text));
}

/** Every prompt and case with the first provider, as a run would. */
async function passesOf({ prompts, cases, providers }: Suite) {
  const [first] = providers;
  const run = async (one: Case, prompt: Suite["prompts"][number]) => {
    const request = { ...prompt.head.render(one.variables), model: "m", segments: [] };
    const outcome = await first?.provider.call(request, new AbortController().signal);
    const text = outcome?.kind === "reply" ? outcome.text : "";
    const item = toScore(text, undefined, one.variables);
    const scores = (await Promise.all(one.scorers.map((scorer) => scorer.score(item)))).flat();
    return { text, ...Object.fromEntries(scores.map(({ name, value }) => [name, value])) };
  };
  return Promise.all(prompts.flatMap((prompt) => cases.map((one) => run(one, prompt))));
}

test("a configuration runs as promptfoo ran it: same outputs, passes, scores and metrics", async () => {
  const { suite, unsupported } = read("echo.yaml");
  expect(unsupported).toEqual([]);
  const recorded = readResults("r.json", readFileSync(join(TESTDATA, "results-v3-echo.json"), "utf8"));
  if ("mistake" in recorded) throw new Error(recorded.mistake);
  const theirs = recorded.run.items.map(({ outcome, scores }) => ({
    text: outcome.kind === "reply" ? outcome.text : "",
    ...Object.fromEntries(scores.map(({ name, value }) => [name, value])),
  }));
  expect(byText(await passesOf(suite))).toEqual(byText(theirs));
});

test("cases of a file and of its results have the same names", () => {
  const { suite } = read("echo.yaml");
  const recorded = readResults("r.json", readFileSync(join(TESTDATA, "results-v3-echo.json"), "utf8"));
  const names = "run" in recorded ? recorded.run.items.map((item) => item.case) : [];
  expect(new Set(names)).toEqual(new Set(suite.cases.map(({ name }) => name)));
});

test("what is not supported is listed with file and line, and the rest runs", () => {
  const { suite, unsupported } = read("unsupported.yaml");
  const lines = unsupported.map((line) => line.replace(`${TESTDATA}/`, ""));
  expect(lines).toEqual(
    expect.arrayContaining([
      "unsupported.yaml:7: extensions",
      "unsupported.yaml:3: the prompt file://prompt.py",
      'unsupported.yaml:6: the provider "bedrock:some-model"',
      "tests.csv:2: the column __config:x",
      "unsupported.yaml:14: the assertion python",
      "unsupported.yaml:14: options.transform",
    ]),
  );
  expect([suite.prompts.length, suite.providers.length, suite.cases.length]).toEqual([1, 1, 3]);
  expect(suite.cases[0]?.tags).toEqual({ topic: "numbers" });
});

test("braces in a dataset's file are data and no template", () => {
  const { suite } = read("unsupported.yaml");
  const [prompt] = suite.prompts;
  expect(prompt?.head.render(suite.cases[1]?.variables ?? {}).messages[0]?.content).toBe("{{ raw }}");
});

test("a variable that holds a quote does not break a chat in JSON", () => {
  const chat = read("echo.yaml").suite.prompts[1]?.head;
  const messages = chat?.render({ question: 'say "hi"\n', language: "x" }).messages;
  expect(messages?.[1]).toEqual({ role: "user", content: 'say "hi"\n' });
  expect(() => chat?.render({ language: "x" })).toThrow(/undefined/);
});

test.each([
  ["equals", '{"a": 1}', { a: 1 }, null, true],
  ["icontains", "Hello", "hELLO", null, true],
  ["contains-all", "a b", ["a", "c"], null, false],
  ["contains-any", "a b", ["a", "c"], null, true],
  ["starts-with", "ab", "b", null, false],
  ["regex", "n 42", String.raw`\d+`, null, true],
  ["is-json", "{}", { type: "object", required: ["a"] }, null, false],
  ["contains-json", 'so: {"a": [1]} end', { type: "object", required: ["a"] }, null, true],
  ["javascript", "abc", "output.length / 4", 0.7, true],
  ["javascript", "abc", "const n = output.length;\nreturn n > 3;", null, false],
  ["latency", "x", undefined, 99, false],
  ["levenshtein", "kitten", "sitting", 3, true],
  ["rouge-n", "the cat sat", "the cat sat", null, true],
  ["bleu", "the cat sat on mats", "a dog", null, false],
] as const)("%s of %j against %j", async (type, output, value, threshold, pass) => {
  const assertion = { type, negated: false, value, threshold, weight: 1, metric: null };
  expect((await CHECKS[type]?.(toScore(output), assertion))?.pass).toBe(pass);
});

test("JavaScript that runs on is stopped", async () => {
  const assertion = {
    type: "javascript",
    negated: false,
    value: "(() => { for (;;); })()",
    threshold: null,
    weight: 1,
    metric: null,
  };
  await expect(CHECKS["javascript"]?.(toScore("x"), assertion)).rejects.toThrow("timed out");
});

test("results of another version or none are a mistake in one line", () => {
  expect(readResults("r.json", "{}")).toMatchObject({ mistake: expect.stringContaining("no results") });
  const old = JSON.stringify({ results: { version: 2, results: [] } });
  expect(readResults("r.json", old)).toMatchObject({ mistake: expect.stringContaining("version 2") });
});

test("a call that failed is a failure, and unknown tokens are null", () => {
  const results = [
    { failureReason: 2, error: "429\nslow down", vars: {}, latencyMs: 5, provider: { id: "openai:gpt-4o" } },
  ];
  const text = JSON.stringify({ results: { version: 4, timestamp: "2026-01-01T00:00:00Z", results } });
  const read = readResults("r.json", text);
  expect("run" in read ? read.run.items[0] : null).toMatchObject({
    model: "gpt-4o",
    outcome: { kind: "failure", message: "429" },
    scores: [],
    cost: null,
  });
});

test("distances of characters are right", () => {
  expect([levenshtein("kitten", "sitting"), levenshtein("", "ab"), levenshtein("😀", "😁")]).toEqual([
    3, 2, 1,
  ]);
});
