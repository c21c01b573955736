import { readRequest } from "@promptprof/anatomy";
import { expect, test } from "vitest";
import { anatomyFor } from "./anatomy-for.case.ts";
import { namedTexts } from "./named-texts.ts";
import { prompt } from "./prompt.ts";
import { segment } from "./segment.ts";

function anatomy(...messages: readonly object[]) {
  return anatomyFor(readRequest("openai-chat", { messages }));
}

test("a part that was named stands apart in a message written by hand", () => {
  const content = `Know this: ${segment("retrieved", "Cats purr.")}\nWhy?`;
  expect(content).toBe("Know this: Cats purr.\nWhy?");
  expect(anatomy({ role: "user", content })).toMatchObject({
    prompt: null,
    paths: ["user", "user/retrieved"],
    kinds: ["variable", "retrieved"],
    weights: [16, 10],
  });
});

test("its kind is what its name says, or what the caller says", () => {
  segment("history", "Before this.");
  segment("tool results", "42 degrees");
  segment("profile", "Likes cats");
  segment("rules", "Never lie.", { kind: "static" });
  const content = "Never lie. Likes cats 42 degrees Before this.";
  expect(anatomy({ role: "system", content })).toMatchObject({
    paths: ["system/rules", "system", "system/profile", "system/tool results", "system/history"],
    kinds: ["static", "static", "variable", "tool", "history"],
  });
});

test("a prompt's own messages are not cut: they know their segments", () => {
  const { messages } = prompt("why", "Know: {{docs}}").render({ docs: segment("retrieved", "Dogs bark.") });
  expect(anatomy(...messages)).toMatchObject({ paths: ["user/0", "user/docs"] });
});

test("only the last 64 are remembered, of a million characters at most, and none too short to mean it", () => {
  for (let i = 0; i < 100; i += 1) segment("many", `text number ${i}`);
  segment("short", "no");
  expect(namedTexts()).toHaveLength(64);
  expect(namedTexts().map(({ text }) => text)).not.toContain("text number 35");
  segment("long", "x".repeat(999_990));
  expect(namedTexts().map(({ name }) => name)).toEqual(["long"]);
  segment("longer", "x".repeat(1_000_001));
  expect(namedTexts()).toHaveLength(1);
});

test("the longest comes first, and a text named twice has its newer name", () => {
  segment("old", "some text");
  segment("longer", "some text and more");
  segment("new", "some text");
  const names = namedTexts().map(({ name }) => name);
  expect(names.slice(-2)).toEqual(["longer", "new"]);
  expect(names).not.toContain("old");
});
