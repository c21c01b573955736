import { expect, expectTypeOf, test } from "vitest";
import type { PromptMessage } from "./prompt-definition.ts";
import { prompt } from "./prompt.ts";
import { renderedFrom } from "./rendered-messages.ts";

test("a text is one user message, filled in", () => {
  const story = prompt("story", "Once upon a time, {{hero}} went to the {{place}}.");
  expect(story.render({ hero: "Lily", place: "park" })).toEqual({
    messages: [{ role: "user", content: "Once upon a time, Lily went to the park." }],
  });
  expect(story).toMatchObject({ name: "story", version: expect.stringMatching(/^[0-9a-f]{12}$/) });
});

test("what a request fixes is rendered with it, and is part of the version", () => {
  const messages = [{ role: "system", content: "Be brief." }] as const;
  const cold = prompt("brief", { messages, model: "gpt-5", temperature: 0 });
  const warm = prompt("brief", { messages, model: "gpt-5", temperature: 1 });
  expect(cold.render()).toEqual({ model: "gpt-5", temperature: 0, messages });
  expect(cold.version).not.toBe(warm.version);
  expectTypeOf(cold.render()).toMatchTypeOf<{ messages: PromptMessage[]; readonly temperature: 0 }>();
});

test("a message remembers its prompt and segments where nobody sees them", () => {
  const { messages } = prompt("hi", "Hello {{name}}").render({ name: "Ada" });
  const [message] = [...messages];
  expect(Reflect.ownKeys(message as object)).toEqual(["role", "content"]);
  expect(renderedFrom(message as object)).toMatchObject({
    prompt: { name: "hi" },
    segments: [{ text: "Hello " }, { text: "Ada" }],
  });
  expect(renderedFrom(structuredClone(message) as object)).toBeUndefined();
});

test("each rendering has messages of its own", () => {
  const fixed = prompt("fixed", "Hello");
  const [one, other] = [fixed.render(), fixed.render()];
  expect(one.messages[0]).not.toBe(other.messages[0]);
});

test("a missing value and a template that cannot be parsed are told with their place", () => {
  // @ts-expect-error -- the compiler sees it, too
  expect(() => prompt("hi", "Hello\n{{name}}").render({})).toThrow(
    'message 1, 2:1: no value for variable "name"',
  );
  expect(() => prompt("hi", "Hello {{name")).toThrow("message 1, 1:7:");
  expect(() => prompt("hi", [{ role: "tool" as "user", content: "" }])).toThrow('got "tool"');
});

test("a label and the commit go with every message, and are no part of the version", () => {
  const named = prompt("hi", "Hello", { label: "v2-shorter" });
  const plain = prompt("hi", "Hello");
  expect(named).toMatchObject({ label: "v2-shorter", version: plain.version, frontMatter: null });
  expect(plain.label).toBeNull();
  const [message] = named.render().messages;
  expect(renderedFrom(message as object)?.prompt).toEqual({
    name: "hi",
    version: named.version,
    label: "v2-shorter",
    gitCommit: named.gitCommit,
  });
});
