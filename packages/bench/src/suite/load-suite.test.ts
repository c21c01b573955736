import { join } from "node:path";
import { expect, test } from "vitest";
import type { Scorer } from "../scorers/scorer.ts";
import { loadSuite, type ReadScorer } from "./load-suite.ts";
import { folderWith } from "./suite-folder.case.ts";
import type { Suite } from "./suite.ts";

const exact: Scorer = {
  name: "exact",
  binary: true,
  needsExpected: true,
  goodFor: "labels",
  notFor: "prose",
  score: async ({ output, expected }) => [
    { name: "exact", value: output === expected ? 1 : 0, reason: null },
  ],
};

const readScorer: ReadScorer = (config) =>
  config === "exact"
    ? { scorer: exact }
    : {
        mistakes: [{ path: [], at: "value", text: `${JSON.stringify(config)} is no scorer; there is exact` }],
      };

async function load(files: Readonly<Record<string, string>>, environment = {}) {
  const folder = folderWith(files);
  const options = { environment, needsKeys: true, watch: null };
  const loaded = await loadSuite(join(folder, "promptprof.bench.yaml"), readScorer, options);
  if ("suite" in loaded) return loaded;
  return { mistakes: loaded.mistakes.map((line) => line.replaceAll(`${folder}/`, "")) };
}

async function suiteOf(files: Readonly<Record<string, string>>, environment = {}): Promise<Suite> {
  const loaded = await load(files, environment);
  if ("mistakes" in loaded) throw new Error(loaded.mistakes.join("\n"));
  return loaded.suite;
}

const PROMPT =
  '---\nmodel: tiny\n---\n{{role "system"}}\n# Rules\nBe brief.\n{{role "user"}}\n{{question}}\n';

const GOOD = {
  "promptprof.bench.yaml": `
name: support
prompts: [prompts/triage.prompt]
datasets:
  - file: data/questions.jsonl
    expected: answer
    cluster: document
    tags: [language]
  - cases: [{ id: inline, question: "Why?", expected: "Because" }]
providers:
  - { id: local, type: openai, url: "http://127.0.0.1:9/v1" }
scorers: [exact]
repeats: 3
limits: { concurrency: 2, requestsPerMinute: 90 }
maxUsd: 2
`,
  "prompts/triage.prompt": PROMPT,
  "data/questions.jsonl":
    '{"id": "q1", "question": "Who?", "answer": "Lily", "document": "d1", "language": "en"}\n\n{"question": "Où?", "answer": "Parc", "language": "fr"}\n',
};

test("a suite is read with its prompts, cases and defaults", async () => {
  const suite = await suiteOf(GOOD);
  expect(suite).toMatchObject({
    name: "support",
    repeats: 3,
    limits: { concurrency: 2, requestsPerMinute: 90, retries: 3, timeoutMs: 120_000, minutes: null },
    maxUsd: 2,
  });
  const [triage] = suite.prompts;
  expect(triage).toMatchObject({
    name: "triage",
    head: { model: "tiny", lines: { "system/rules": 5, "user/question": 8 } },
  });
  expect(triage?.head.render({ question: "Who?" }).messages).toEqual([
    { role: "system", content: "\n# Rules\nBe brief.\n" },
    { role: "user", content: "\nWho?" },
  ]);
  expect(triage?.parse?.(PROMPT).version).toBe(triage?.head.version);
  expect(triage?.parse?.(PROMPT.replace("brief", "long")).version).not.toBe(triage?.head.version);
  expect(suite.cases.map(({ name, cluster, expected, tags }) => [name, cluster, expected, tags])).toEqual([
    ["q1", "d1", "Lily", { language: "en" }],
    [
      expect.stringMatching(/^[0-9a-f]{8}$/),
      expect.stringMatching(/^[0-9a-f]{8}$/),
      "Parc",
      { language: "fr" },
    ],
    ["inline", "inline", "Because", {}],
  ]);
  expect(suite.cases[1]?.place).toMatch(/questions.jsonl:3$/);
});

test("a suite with ten mistakes reports ten, each with its file and line", async () => {
  const { mistakes } = (await load({
    "promptprof.bench.yaml": `prompts:
  - prompts/triage.prompt
  - prompts/broken.md
  - file: prompts/none.prompt
datasets:
  - data/questions.jsonl
  - data/questions.xml
providers:
  - { id: openai, type: openai, model: gpt-5-mini }
  - { id: other, type: opnai }
scorers: [exact, exacct]
repeat: 3
limits: { concurrency: 0 }
maxUsd: "2"
`,
    "prompts/triage.prompt": PROMPT,
    "prompts/broken.md": "# Task\n\nSay {{word\n",
    "data/questions.jsonl":
      '{"id": "a", "question": "Who?", "expected": "x"}\n{"id": "b", "question": "Why?"}\nnonsense\n',
  })) as { mistakes: readonly string[] };
  const bench = "promptprof.bench.yaml";
  expect(mistakes).toEqual([
    `${bench}:10: providers[1].type: "opnai" is not one of openai, anthropic, gemini, ollama, command, function`,
    `${bench}:13: limits.concurrency: 0 is not a whole number from 1 to 1000 (calls in flight at once; without it, 4)`,
    `${bench}:14: maxUsd: "2" is not a number above 0 (US dollars that a run may spend)`,
    `${bench}:12: repeat: unknown key; did you mean repeats?`,
    'prompts/broken.md:3:5: "{{" is never closed; write "\\{{" for two braces as text',
    `${bench}:4: prompts[2]: there is no file prompts/none.prompt`,
    `${bench}:9: providers[0]: the variable OPENAI_API_KEY is not set; it holds the key of openai`,
    `${bench}:11: scorers[1]: "exacct" is no scorer; there is exact`,
    'data/questions.jsonl:3: "nonsense" is not a JSON object (a case: its variables)',
    `${bench}:7: datasets[1]: data/questions.xml is no dataset; one ends in .jsonl, .ndjson, .csv, .tsv, .yaml, .yml, .json`,
    "data/questions.jsonl:2: expected is missing: the scorer exact compares with it",
  ]);
});

test("a column that is not named as the prompt's variable is one mistake, at the dataset's line", async () => {
  const rows = Array.from({ length: 5 }, (_, i) => `q${i},"two\nlines"`).join("\n");
  const { mistakes } = (await load({
    ...GOOD,
    "promptprof.bench.yaml":
      "prompts: [{ name: ask, text: 'Say {{word}}' }]\ndatasets: [rows.csv]\nproviders: [{ id: f, type: command, command: [cat], model: m }]",
    "rows.csv": `id,words\n${rows}\n`,
  })) as { mistakes: readonly string[] };
  expect(mistakes).toEqual([
    'rows.csv:2: prompt ask: message 1, 1:5: no value for variable "word" (also rows.csv:4, rows.csv:6 and 2 more)',
  ]);
});

test("a file that is no YAML, or no mapping, says where", async () => {
  expect(await load({ "promptprof.bench.yaml": "a: [1" })).toMatchObject({
    mistakes: [expect.stringMatching(/^promptprof\.bench\.yaml:\d: /)],
  });
  expect(await load({ "promptprof.bench.yaml": "- a" })).toMatchObject({
    mistakes: [expect.stringMatching(/^promptprof\.bench\.yaml:1: \["a"\] is not a mapping of /)],
  });
  expect(await load({})).toMatchObject({ mistakes: [expect.stringContaining("there is no file")] });
});

test("names that are there twice and prompts that no file has are told", async () => {
  const { mistakes } = (await load({
    "promptprof.bench.yaml": `prompts:
  - { name: a, text: Hi }
  - { name: a, text: Ho }
  - { name: b, text: Hi, file: b.md }
  - { text: Hi }
datasets: [{ cases: [{}], prompts: [c] }]
providers:
  - { id: f, type: command, command: [cat] }
`,
  })) as { mistakes: readonly string[] };
  expect(mistakes).toEqual([
    "promptprof.bench.yaml:4: prompts[2]: a prompt has one of file, text, messages and render; file and text are there",
    "promptprof.bench.yaml:5: prompts[3]: name is missing: text (name of the prompt)",
    "promptprof.bench.yaml:3: prompts[1]: the name a is there twice",
    "promptprof.bench.yaml:6: datasets[0].prompts: there is no prompt c; there are a",
    "promptprof.bench.yaml:2: prompts: a names no model and neither does the provider f",
  ]);
});
