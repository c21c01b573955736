import { readRequest } from "@promptprof/anatomy";
import { expect, test } from "vitest";
import { anatomyFor } from "./anatomy-for.case.ts";
import { namedTexts } from "./named-texts.ts";
import { prompt } from "./prompt.ts";
import { segment } from "./segment.ts";

function anatomy(...messages: readonly object[]) {
  return anatomyFor(readRequest("openai-chat", { messages }));
}

function remembered(): readonly string[] {
  return Array.from(namedTexts()?.values() ?? [], ({ name, text }) => `${name}: ${text}`);
}

test("a part that was named stands apart in a message written by hand", () => {
  const content = `Know this: ${segment("retrieved", "Cats purr when stroked.")}\nWhy?`;
  expect(content).toBe("Know this: Cats purr when stroked.\nWhy?");
  expect(anatomy({ role: "user", content })).toMatchObject({
    prompt: null,
    paths: ["user", "user/retrieved"],
    kinds: ["variable", "retrieved"],
    weights: [16, 23],
  });
});

test("its kind is what its name says, or what the caller says", () => {
  const content = [
    segment("rules", "Never tell a lie.", { kind: "static" }),
    segment("profile", "Likes cats, hates dogs."),
    segment("tool results", "It is 42 degrees."),
    segment("chat history", "Hello! Hello, you!"),
  ].join("");
  expect(anatomy({ role: "system", content })).toMatchObject({
    paths: ["system/rules", "system/profile", "system/tool results", "system/chat history"],
    kinds: ["static", "variable", "tool", "history"],
  });
});

test("a prompt's own messages are not cut: they know their segments", () => {
  const docs = segment("retrieved", "Dogs bark all the night.");
  expect(anatomy(...prompt("why", "Know: {{docs}}").render({ docs }).messages)).toMatchObject({
    paths: ["user/0", "user/docs"],
  });
});

test("only the last 64 are remembered, of a million characters at most", () => {
  for (let i = 0; i < 100; i += 1) segment("many", `this is text number ${i}`);
  expect(remembered()).toHaveLength(64);
  expect(remembered()[0]).toBe("many: this is text number 36");
  segment("long", "x".repeat(999_990));
  expect(remembered()).toHaveLength(1);
  segment("longer", "x".repeat(1_000_001));
  expect(remembered()[0]).toMatch(/^long:/);
});

test("a text named twice has its newer name", () => {
  segment("old", "some text or other");
  segment("new", "some text or other");
  expect(remembered().slice(-1)).toEqual(["new: some text or other"]);
});

test("what is no name or no text is given back as it is", () => {
  expect(segment("", "some text without a name")).toBe("some text without a name");
  expect(segment("docs", undefined as unknown as string)).toBeUndefined();
});
