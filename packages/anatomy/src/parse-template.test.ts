import { expect, test } from "vitest";
import { parseTemplate } from "./parse-template.ts";
import type { Template } from "./template.ts";

function paths(template: Template): string[] {
  return parseTemplate(template).messages.flatMap(({ parts }) =>
    parts.map((part) => ("path" in part ? part.path : part.kind)),
  );
}

test("a string is one user message, cut at its placeholders", () => {
  expect(parseTemplate("Hello {{ name }}, {{{mood}}} day!").messages).toMatchObject([
    {
      role: "user",
      parts: [
        { kind: "static", path: "user/0", text: "Hello " },
        { kind: "variable", path: "user/name", name: "name" },
        { kind: "static", path: "user/1", text: ", " },
        { kind: "variable", path: "user/mood", name: "mood" },
        { kind: "static", path: "user/2", text: " day!" },
      ],
    },
  ]);
});

test("text under a Markdown heading is named by it, past placeholders, until the next heading", () => {
  const content = "You help.\n# Tone of voice\nBe {{tone}}, please.\n## Examples\nQ: hi\n";
  expect(paths([{ role: "system", content }])).toEqual([
    "system/0",
    "system/tone-of-voice",
    "system/tone",
    "system/tone-of-voice#2",
    "system/examples",
  ]);
});

test("a number sign inside a code fence or behind a placeholder is no heading", () => {
  expect(paths("```\n# a comment\n```\n")).toEqual(["user/0"]);
  expect(paths("{{issue}}# not a title")).toEqual(["user/issue", "user/0"]);
});

test("a message's segment names its text where no heading does", () => {
  expect(paths([{ role: "system", content: "Be kind.", segment: "rules" }])).toEqual(["system/rules"]);
});

test("numbers count on from message to message of the same role, and a repeated name gets a number", () => {
  const turn = { role: "user", content: "Is {{word}} a word?" };
  expect(paths([turn, { role: "assistant", content: "yes" }, turn])).toEqual([
    "user/0",
    "user/word",
    "user/1",
    "assistant/0",
    "user/2",
    "user/word#2",
    "user/3",
  ]);
});

test("variables are listed once, in order of first use", () => {
  expect(parseTemplate("{{b}}{{a}}{{b}}").variables).toEqual(["b", "a"]);
});

test("single braces and escaped pairs are text", () => {
  const [message] = parseTemplate('{"a": {"b": \\{{x}}} } {{v}}').messages;
  expect(message?.parts[0]).toMatchObject({ kind: "static", text: '{"a": {"b": {{x}}} } ' });
});

test.each([
  ["Hi {{name", 'message 1, 1:4: "{{" is never closed; write "\\{{" for two braces as text'],
  ["one\ntwo {{#if x}}", 'message 1, 2:5: "#if x" is no variable name; write "\\{{" for two braces as text'],
  ["{{}}", 'message 1, 1:1: "" is no variable name; write "\\{{" for two braces as text'],
  ["{{{name}}", 'message 1, 1:1: "{{{" is never closed; write "\\{{" for two braces as text'],
])("%j is refused with its line and column", (text, message) => {
  expect(() => parseTemplate(text)).toThrow(message);
});

test("the mistake's message is counted too", () => {
  const template = [
    { role: "system", content: "fine" },
    { role: "user", content: "{{" },
  ];
  expect(() => parseTemplate(template)).toThrow("message 2, 1:1:");
});
