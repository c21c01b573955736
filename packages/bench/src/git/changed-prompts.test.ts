import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changedPrompts, type ChangedPrompt } from "./changed-prompts.ts";
import { openRepository } from "./repository.ts";
import { temporaryFolder, TestRepository } from "./test-repository.case.ts";

function front(fields: string, body = "Answer {{question}}\n"): string {
  return `---\n${fields}---\n${body}`;
}

const BEFORE = front("model: a\nconfig:\n  temperature: 0\n  top_p: 1\ntools: [search]\n");

function said(changes: readonly ChangedPrompt[]): string[] {
  return changes.map(({ path, kind, aspects }) => `${path} ${kind} ${aspects.join(",")}`.trim());
}

test("each prompt is told with what of it changed, in the working tree and in a commit alike", async () => {
  const made = new TestRepository(temporaryFolder());
  const names = ["text", "model", "parameters", "tools", "several", "bytes", "gone", "broken"];
  for (const name of names) made.write(`${name}.prompt`, BEFORE);
  const base = made.commit("before");
  made.write("text.prompt", BEFORE.replace("Answer", "Answer briefly:"));
  made.write("model.prompt", BEFORE.replace("model: a", "model: b"));
  made.write("parameters.prompt", BEFORE.replace("temperature: 0", "temperature: 0.7"));
  made.write("tools.prompt", BEFORE.replace("[search]", "[search, weather]"));
  made.write("several.prompt", front("model: c\n"));
  made.write(
    "bytes.prompt",
    front("config:\n  top_p: 1\n  temperature: 0\ntools: [search]\nmodel: a\n").replaceAll("\n", "\r\n"),
  );
  made.write("broken.prompt", front("", "{{#if x}}"));
  made.write("new.prompt", BEFORE);
  unlinkSync(join(made.path, "gone.prompt"));
  const repository = await openRepository(made.path);
  const paths = [...names, "new"].map((name) => `${name}.prompt`);
  const expected = [
    "text.prompt changed text",
    "model.prompt changed model",
    "parameters.prompt changed parameters",
    "tools.prompt changed tools",
    "several.prompt changed model,parameters,tools",
    "gone.prompt removed",
    "broken.prompt changed text",
    "new.prompt added",
  ];
  expect(said(await changedPrompts(repository, { base, head: null }, paths))).toEqual(expected);
  made.commit("after");
  // A file like one that is gone is that one, renamed.
  const renamed = expected.map((line) => (line === "new.prompt added" ? "new.prompt moved" : line));
  expect(said(await changedPrompts(repository, { base, head: "HEAD" }, paths))).toEqual(renamed);
});

test("a renamed file is compared with what it was, and one that only moved is no change of the prompt", async () => {
  const made = new TestRepository(temporaryFolder());
  made.write("a.prompt", BEFORE);
  made.write("b.prompt", front("model: other\n", "Write a poem about the sea, then one about the land.\n"));
  const base = made.commit("before");
  made.git("mv", "a.prompt", "prompts-a.prompt");
  made.git("mv", "b.prompt", "prompts-b.prompt");
  made.write("prompts-a.prompt", BEFORE.replace("model: a", "model: b"));
  made.commit("after");
  const changes = await changedPrompts(await openRepository(made.path), { base, head: "HEAD" }, [
    "prompts-a.prompt",
    "prompts-b.prompt",
  ]);
  expect(said(changes)).toEqual(["prompts-a.prompt changed model", "prompts-b.prompt moved"]);
  expect(changes.map(({ renamedFrom }) => renamedFrom)).toEqual(["a.prompt", "b.prompt"]);
});
