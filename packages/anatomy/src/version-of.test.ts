import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyTemplate } from "./template.case.ts";
import { versionOf } from "./version-of.ts";

test("the version is SHA-256 of the canonical form, the same in every process and for ever", () => {
  const canonical = '{"messages":[["user",[["text","Hello "],["variable","name"]]]]}';
  const expected = createHash("sha256").update(canonical).digest("hex").slice(0, 12);
  expect(versionOf("Hello {{name}}")).toBe(expected);
  // Written down: a change of the canonical form would make every stored version a new one.
  expect(expected).toBe("4b260351f5fc");
});

test("ways to write the same prompt are one version", () => {
  const version = versionOf("Hello {{name}}");
  expect(versionOf([{ role: "user", content: "Hello {{ name }}" }])).toBe(version);
  expect(versionOf([{ role: "user", content: "Hello {{{name}}}", segment: "greeting" }])).toBe(version);
  expect(versionOf({ messages: "Hello {{name}}" })).toBe(version);
});

test("roles and parameters are part of it, the order of their keys is not", () => {
  const messages = "Hello";
  const versions = [
    versionOf(messages),
    versionOf([{ role: "system", content: messages }]),
    versionOf({ messages, tools: [{ name: "a" }] }),
    versionOf({ messages, model: "m", temperature: 0 }),
  ];
  expect(new Set(versions).size).toBe(versions.length);
  expect(versionOf({ temperature: 0, messages, model: "m" })).toBe(versions[3]);
});

test("a boundary moved from one message to the next is another version", () => {
  const [one, other] = [
    ["ab", "c"],
    ["a", "bc"],
  ].map((texts) => texts.map((content) => ({ role: "user", content })));
  expect(versionOf(one ?? [])).not.toBe(versionOf(other ?? []));
});

test("any static character more changes it", () => {
  fc.assert(
    fc.property(
      anyTemplate,
      fc.nat(),
      fc.constantFrom("x", " ", "\n", "ß", "🙂"),
      (template, seed, character) => {
        const changed = template.map((message, i) =>
          i === seed % template.length ? { ...message, content: character + message.content } : message,
        );
        expect(versionOf(changed)).not.toBe(versionOf(template));
      },
    ),
  );
});

test("it is twelve hex digits, and asking again gives the same", () => {
  fc.assert(
    fc.property(anyTemplate, (template) => {
      expect(versionOf(template)).toMatch(/^[0-9a-f]{12}$/);
      expect(versionOf(structuredClone(template))).toBe(versionOf(template));
    }),
  );
});
