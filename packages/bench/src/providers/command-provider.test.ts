import { expect, test } from "vitest";
import { commandProvider } from "./command-provider.ts";
import type { Outcome } from "./provider.ts";

const request = {
  messages: [{ role: "user" as const, content: "Hi" }],
  model: "m",
  parameters: {},
  tools: [],
  segments: [],
};

/** Runs a program of JavaScript. */
function run(code: string, signal: AbortSignal = new AbortController().signal): Promise<Outcome> {
  return commandProvider("c", null, [process.execPath, "-e", code], ".").call(request, signal);
}

const READ = 'const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));';

test("a program gets the request and answers a text, or an object with counts", async () => {
  expect(await run(`${READ} console.log(asked.messages[0].content + " " + asked.model)`)).toMatchObject({
    kind: "reply",
    text: "Hi m",
    usage: { inputTokens: null },
  });
  expect(
    await run('console.log(JSON.stringify({ text: "Ho", inputTokens: 5, outputTokens: 2 }))'),
  ).toMatchObject({
    text: "Ho",
    usage: { inputTokens: 5, outputTokens: 2 },
  });
  expect(await run('console.log("{not json")')).toMatchObject({ text: "{not json" });
});

test("a program that fails, is not there or is stopped is a failed call", async () => {
  expect(await run('console.error("first"); console.error("why"); process.exit(3)')).toMatchObject({
    kind: "failure",
    message: expect.stringMatching(/ended with exit code 3: why$/),
  });
  expect(
    await commandProvider("c", null, ["no-such-program"], ".").call(request, new AbortController().signal),
  ).toMatchObject({
    kind: "failure",
    message: expect.stringContaining("ENOENT"),
  });
  const stop = new AbortController();
  const running = run("setInterval(() => {}, 1000)", stop.signal);
  setTimeout(() => stop.abort(), 50);
  expect(await running).toMatchObject({ kind: "failure", errorClass: "cancelled" });
});
