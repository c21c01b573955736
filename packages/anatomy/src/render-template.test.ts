import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTemplate } from "./parse-template.ts";
import { renderTemplate } from "./render-template.ts";
import { anyTemplate } from "./template.case.ts";

test("values go in as they are", () => {
  const template = parseTemplate([
    { role: "system", content: "Answer in {{language}}." },
    { role: "user", content: "{{question}} ({{n}}, {{sure}})" },
  ]);
  const { messages } = renderTemplate(template, {
    language: "German",
    question: "<b>{{x}}</b>",
    n: 2,
    sure: true,
  });
  expect(messages).toEqual([
    { role: "system", content: "Answer in German." },
    { role: "user", content: "<b>{{x}}</b> (2, true)" },
  ]);
});

test("a missing value is named with the place that wants it", () => {
  const template = parseTemplate("Dear\n{{name}}");
  expect(() => renderTemplate(template, {})).toThrow('message 1, 2:1: no value for variable "name"');
});

test("an inherited property is no value", () => {
  expect(() => renderTemplate(parseTemplate("{{toString}}"), {})).toThrow('no value for variable "toString"');
});

test("an object is no value: it would read [object Object]", () => {
  const variables = { docs: ["a"] as unknown as string };
  expect(() => renderTemplate(parseTemplate("{{docs}}"), variables)).toThrow(
    "must be a text, a number or a boolean",
  );
});

test("each message is the concatenation of its segments, and paths are unique", () => {
  fc.assert(
    fc.property(anyTemplate, fc.string(), (template, value) => {
      const parsed = parseTemplate(template);
      const { messages, segments } = renderTemplate(
        parsed,
        Object.fromEntries(parsed.variables.map((name) => [name, value])),
      );
      expect(segments.map((parts) => parts.map(({ text }) => text).join(""))).toEqual(
        messages.map(({ content }) => content),
      );
      const paths = segments.flat().map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }),
  );
});

test("a template without placeholders renders to itself", () => {
  const plain = fc.string().filter((text) => !text.includes("{{"));
  fc.assert(
    fc.property(plain, (text) => {
      expect(renderTemplate(parseTemplate(text), {}).messages).toEqual([{ role: "user", content: text }]);
    }),
  );
});
