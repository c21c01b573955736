import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { CodeConfig, codeScorer } from "./code.ts";
import type { ItemOfTotal } from "./scorer.ts";
import { toScore } from "./to-score.case.ts";

const TESTS = 'import { strict as assert } from "node:assert";\nassert.equal(add(1, 2), 3);';

function item(name: string, value: number): ItemOfTotal {
  return { case: name, output: "", expected: "", scores: [{ name: "code", value, reason: null }] };
}

async function run(output: string, config: object = {}) {
  const scorer = codeScorer(CodeConfig.parse({ command: "node", ...config }));
  const [score] = await scorer.score(toScore(output, TESTS));
  return { value: score?.value, reason: score?.reason };
}

test("code that passes its tests is 1, and other code says what broke", async () => {
  expect(await run("Here:\n```js\nconst add = (a, b) => a + b;\n```\nDone.")).toEqual({
    value: 1,
    reason: null,
  });
  const wrong = await run("const add = (a, b) => a - b;");
  expect(wrong).toMatchObject({ value: 0, reason: expect.stringContaining("exited with 1") });
});

test("code that runs on, writes on or eats memory is stopped", async () => {
  expect(await run("for (;;) {}", { timeoutMs: 300 })).toMatchObject({
    value: 0,
    reason: "it took too long",
  });
  const writing = "for (;;) process.stdout.write('x'.repeat(100_000));";
  expect(await run(writing, { outputBytes: 2000 })).toMatchObject({ value: 0, reason: "it wrote too much" });
  const eating = "const a = []; for (;;) a.push(new Array(1e6).fill(1.5));";
  expect(await run(eating, { memoryMb: 200 })).toMatchObject({
    value: 0,
    reason: expect.stringContaining("crashed"),
  });
});

test("what the code starts ends with it", async () => {
  const child = `import { spawn } from "node:child_process"; spawn("sleep", ["100"], { stdio: "inherit" });`;
  expect(await run(child, { timeoutMs: 500 })).toMatchObject({ value: 0 });
});

test("code sees no secret and leaves nothing behind", async () => {
  process.env["PROMPTPROF_TEST_SECRET"] = "s";
  const seeing = "const add = () => process.env.PROMPTPROF_TEST_SECRET === undefined ? 3 : 0;";
  expect(await run(seeing)).toMatchObject({ value: 1 });
  delete process.env["PROMPTPROF_TEST_SECRET"];
  expect(
    await run("import { writeFileSync } from 'node:fs'; writeFileSync('x', ''); const add = () => 3;"),
  ).toMatchObject({ value: 1 });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("promptprof-code-"))).toEqual([]);
});

test("a command that is not there says nothing about the code", async () => {
  await expect(run("", { command: "no-such-program" })).rejects.toThrow("cannot be run");
});

test("pass@k and pass^k are means over cases that have k repeats", () => {
  const scorer = codeScorer(CodeConfig.parse({ command: "node", k: [2] }));
  const items = [item("a", 1), item("a", 0), item("b", 1), item("b", 1), item("c", 1)];
  expect(scorer.total?.(items)).toEqual([
    { name: "code/pass@2", value: 1, reason: null, details: { cases: 2, fewer: 1 } },
    { name: "code/pass^2", value: 0.5, reason: null, details: { cases: 2, fewer: 1 } },
  ]);
});
