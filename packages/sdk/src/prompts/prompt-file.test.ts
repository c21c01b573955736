import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prompt } from "./prompt.ts";
import { renderedFrom } from "./rendered-messages.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "prompt-file-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function version(name: string, text: string): string {
  return prompt("s", { file: written(name, text) }).version;
}

const STORY = `---
model: gpt-5
config:
  temperature: 0.5
input:
  schema:
    hero: string, who it is about
    place: string
    mood?: string
  default:
    place: park
---

{{role "system"}}
Tell stories.
{{role "user"}}
{{hero}} went to the {{place}}.{{#if mood}} Make it {{mood}}.{{/if}}
`;

test("a Dotprompt file has messages, model and settings, defaults and optional variables", () => {
  const story = prompt<{ hero: string; mood?: string }>("story", { file: written("story.prompt", STORY) });
  expect(story.render({ hero: "Lily" })).toEqual({
    model: "gpt-5",
    temperature: 0.5,
    messages: [
      { role: "system", content: "\nTell stories.\n" },
      { role: "user", content: "\nLily went to the park." },
    ],
  });
  const { messages } = story.renderFor("anthropic", { hero: "Lily", mood: "sad" });
  expect(messages[0]?.content).toBe("\nLily went to the park. Make it sad.");
  expect(renderedFrom(messages[0] as object)?.segments.map(({ path }) => path)).toEqual([
    "user/0",
    "user/hero",
    "user/1",
    "user/place",
    "user/2",
    "user/3",
    "user/mood",
    "user/4",
  ]);
});

test("the settings of a file stand where each provider has them", () => {
  const story = prompt("story", { file: written("settings.prompt", STORY) });
  const values = { hero: "Lily" };
  expect(story.renderFor("gemini", values)).toMatchObject({ model: "gpt-5", config: { temperature: 0.5 } });
  expect(story.renderFor("bedrock", values)).toMatchObject({
    modelId: "gpt-5",
    inferenceConfig: { temperature: 0.5 },
  });
  expect(story.renderFor("ollama", values)).toMatchObject({ model: "gpt-5", options: { temperature: 0.5 } });
});

test("the conversation goes where the file has {{history}}", () => {
  const text = '{{role "system"}}Be brief.{{history}}{{role "user"}}{{question}}';
  const chat = prompt("chat", { file: written("chat.prompt", text) });
  const earlier = [{ role: "user", content: "Hi" }];
  expect(chat.render({ question: "Why?" }, { history: earlier }).messages).toEqual([
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hi" },
    { role: "user", content: "Why?" },
  ]);
});

test("line ends and a byte order mark are no part of the version; what goes to the model is", () => {
  const plain = version("plain.prompt", STORY);
  expect(version("marked.prompt", `\uFEFF${STORY.replaceAll("\n", "\r\n")}`)).toBe(plain);
  expect(version("described.prompt", STORY.replace("model:", "description: a story\nmodel:"))).toBe(plain);
  const others = [
    ["model: gpt-5", "model: gpt-4"],
    ["0.5", "0.6"],
    ["place: park", "place: sea"],
    ["Tell", "Write"],
    ["model:", "output:\n  format: json\nmodel:"],
  ] as const;
  const versions = others.map(([from, to]) => version("other.prompt", STORY.replace(from, to)));
  expect(new Set([plain, ...versions]).size).toBe(others.length + 1);
});

test("Markdown and text are one message, and the same version as in code", () => {
  const text = "Hello {{name}}";
  const markdown = prompt("hi", {
    file: written("hi.md", `---\nrole: system\n---\n\n# Greeting\n${text}\n`),
  });
  expect(markdown.render({ name: "Ada" }).messages).toEqual([
    { role: "system", content: "# Greeting\nHello Ada" },
  ]);
  expect(prompt("hi", { file: written("hi.txt", `${text}\n`) }).version).toBe(prompt("hi", text).version);
  expect(prompt("rule", { file: written("rule.md", "---\nNo front matter") }).render().messages).toHaveLength(
    1,
  );
});

test("a URL beside the module is a file, and a variant in its name is a label", () => {
  const file = pathToFileURL(written("story.shorter.prompt", "Hi"));
  expect(prompt("story", { file })).toMatchObject({ label: "shorter" });
  expect(prompt("story", { file }, { label: "mine" })).toMatchObject({ label: "mine" });
});

test.each([
  ["a.txt", "Hi\n {{name", '2:2: "{{" is never closed; write "\\{{" for two braces as text'],
  ["a.md", "---\nmodel: m\n---\n\nHi {{name", '5:4: "{{" is never closed'],
  [
    "b.md",
    "---\nrole: poet\n---\nHi",
    '2:7: role must be one of system, developer, user, assistant, got "poet"',
  ],
  ["a.prompt", "---\nmodel: m\n---\n\n{{> header}}", "5:1: partials are not supported"],
  ["b.prompt", "---\nmodel: m\n", "1:1: front matter that is never closed; end it with a line of ---"],
  ["c.prompt", "---\nmodel: [a\n---\nHi", "3:1: Flow sequence"],
  ["d.prompt", "---\na: 1\nmodel: 5\n---\nHi", "3:8: model must be a text, got 5"],
  ["e.prompt", "---\nconfig: warm\n---\nHi", '2:9: config must be keys with values, got "warm"'],
])("a mistake in %s is told with file, line and column, in one line", (name, text, message) => {
  const file = relative(process.cwd(), written(name, text));
  const define = () => prompt("a", { file });
  expect(define).toThrow(`${file}:${message}`);
  expect(define).not.toThrow("\n");
});

test("a missing value is told by the file's line", () => {
  const story = prompt("story", { file: written("missing.prompt", STORY) });
  expect(() => story.render()).toThrow(/missing\.prompt:17:1: no value for variable "hero"$/);
});

test("a missing file is told with the folder that was looked in", () => {
  expect(() => prompt("a", { file: "prompts/none.prompt" })).toThrow(
    `cannot read the prompt prompts/none.prompt in ${process.cwd()}: there is no such file`,
  );
  expect(() => prompt("a", { file: "story.yaml" })).toThrow(
    "story.yaml: a prompt file ends in .prompt, .md or .txt",
  );
});
