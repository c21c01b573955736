import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder, TestRepository } from "../../packages/bench/src/git/test-repository.case.ts";
import { startOtlpSink } from "../clients/otlp-sink.ts";
import { missing } from "../shared-files.ts";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { bench, benchApart, readRun, startBench } from "./command.ts";

const NAMES = ["Lily", "Tom", "Sue", "Ben"];
const ROWS = NAMES.map((hero) => JSON.stringify({ id: hero.toLowerCase(), hero, language: "en" })).join("\n");
const LONGER = "Once upon a time there was a big house in a big park. ";

/** A repository whose branch `change` has a longer story than `main`, and a prompt that is the same. */
function repositoryWith(url: string): TestRepository {
  const repository = new TestRepository(temporaryFolder());
  const suite = `
name: stories
prompts:
  - prompts/story.md
  - { name: greeting, text: "Hi {{hero}}", model: stories260k }
datasets: [{ file: heroes.jsonl, tags: [language] }]
providers: [{ id: tiny, type: openai, url: "${url}/v1", model: stories260k, parameters: { max_tokens: 12, temperature: 0 } }]
repeats: 2
limits: { concurrency: 1 }
prices: [{ model: stories260k, inputUsdPerMTok: 1, outputUsdPerMTok: 2 }]
`;
  repository.write("promptprof.bench.yaml", suite);
  repository.write("heroes.jsonl", ROWS);
  repository.write("prompts/story.md", "# Story\nOne day {{hero}} went to the park.\n");
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "one");
  repository.git("checkout", "--quiet", "-b", "change");
  repository.write("prompts/story.md", `# Story\n${LONGER}One day {{hero}} went to the park.\n`);
  repository.git("commit", "--quiet", "--all", "--message", "two");
  return repository;
}

describe.skipIf(missing("data/model/stories260K.bin"))("promptprof bench against the tiny model", () => {
  let model: TinyModel;
  beforeAll(async () => {
    model = await startTinyModel({ port: 0 });
  });
  afterAll(() => model.close());

  test("base and head are run side by side, and the prompt that is the same is not", async () => {
    const { path } = repositoryWith(model.url);
    const { code, stdout } = await bench(path, { "--base": "main", "--seed": "7" });
    expect(code).toBe(10);
    expect(stdout).toContain("\ngate: regressed (exit 10)\n");
    expect(stdout).toMatch(/^stories: 16 calls in .*, 0 failed, \$0\.\d+\n/);
    expect(stdout).toContain("not run, since nothing of them changed: greeting\n");
    const run = readRun(path);
    expect(run).toMatchObject({ ended: "complete", unchanged: ["greeting"], seed: 7, replayed: null });
    expect(run.prompts[0]).toEqual({
      prompt: "story",
      path: "prompts/story.md",
      lines: { "user/story": 1, "user/hero": 2, "user/story#2": 2 },
    });
    expect(run.base).toMatch(/^[0-9a-f]{40}$/);
    const inputs = (side: string) =>
      run.items
        .filter((item) => item.side === side)
        .reduce(
          (sum, { outcome }) => sum + (outcome.kind === "reply" ? (outcome.usage.inputTokens ?? 0) : 0),
          0,
        );
    expect(inputs("head")).toBeGreaterThan(inputs("base"));
    for (const { outcome, cost, tags } of run.items) {
      expect(outcome).toMatchObject({ kind: "reply", ttftMs: expect.any(Number) });
      expect(cost?.total).toBeGreaterThan(0);
      expect(tags).toEqual({ language: "en" });
    }
  });

  test("a cassette answers without the provider, and names the request that it lacks", async () => {
    const repository = repositoryWith(model.url);
    const { path } = repository;
    const base = { "--base": "main" };
    await bench(path, { ...base, "--record": "bench.cassette" }, { OPENAI_API_KEY: "sk-secret" });
    const recorded = readRun(path);
    expect(readFileSync(join(path, "bench.cassette"), "utf8")).not.toContain("sk-secret");
    const asked = model.log.length;
    const { code, stdout } = await bench(path, { ...base, "--replay": "bench.cassette" });
    expect(code).toBe(10);
    expect(stdout).toContain("answered from the cassette ");
    expect(model.log).toHaveLength(asked);
    const durations = ({ items }: typeof recorded) =>
      items.map(({ outcome }) => outcome.durationMs).toSorted((a, b) => a - b);
    expect(durations(readRun(path))).toEqual(durations(recorded));
    repository.write("prompts/story.md", "# Story\nOne day {{hero}} went home.\n");
    const stale = await bench(path, { ...base, "--replay": "bench.cassette" });
    expect(stale.code).toBe(2);
    expect(stale.stderr).toContain(
      'does not hold the head of prompt story, case tom, repeat 0, provider tiny: message 1 (user) differs at character 11: recorded "ce upon a time there was a big…", now "e day Tom went home."\n',
    );
  });

  test("a branch that changes no prompt runs nothing, which is fine", async () => {
    const repository = repositoryWith(model.url);
    repository.git("checkout", "--quiet", "main");
    const asked = model.log.length;
    const { code, stderr } = await bench(repository.path, { "--base": "change" });
    expect(code).toBe(0);
    expect(stderr).toContain("no prompt of stories differs from change; nothing is run\n");
    expect(readRun(repository.path)).toMatchObject({ items: [], unchanged: ["story", "greeting"] });
    expect(model.log).toHaveLength(asked);
  });

  test("calls are sent to a promptprof with their run, side and case, where one is named", async () => {
    const sink = await startOtlpSink();
    onTestFinished(() => sink.close());
    const { path } = repositoryWith(model.url);
    const { code, stderr } = await bench(
      path,
      { "--base": "main", "--repeats": "1" },
      { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url },
    );
    expect(code).toBe(10);
    expect(stderr).not.toContain("has not taken");
    const run = readRun(path);
    const calls = sink.calls();
    expect(calls).toHaveLength(8);
    const first = calls.find(({ tags }) => tags.includes("case:lily") && tags.includes("side:head"));
    expect(first?.tags).toContain(`run:${run.id}`);
    expect(first).toMatchObject({
      prompt: "story",
      version: run.items.find(({ side }) => side === "head")?.version,
      ttftMs: expect.any(Number),
    });
    expect(new Set(calls.map(({ tags }) => tags.find((tag) => tag.startsWith("side:"))))).toEqual(
      new Set(["side:base", "side:head"]),
    );
  });

  test("an unknown base is told in one line", async () => {
    const { path } = repositoryWith(model.url);
    const { code, stderr } = await bench(path, { "--base": "nowhere" });
    expect(code).toBe(2);
    expect(stderr).toContain('promptprof: "nowhere" names no commit here');
  });
});

test("a run that is killed goes on where it was, and repeats no call that was written down, without the engine", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      asked.push(JSON.parse(body).messages[0].content);
      setTimeout(() => response.end(JSON.stringify({ choices: [{ message: { content: "Hi" } }] })), 20);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const folder = new TestRepository(temporaryFolder());
  const cases = Array.from({ length: 60 }, (_, i) => `{ id: c${i}, word: w${i} }`).join(", ");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder.write(
    "promptprof.bench.yaml",
    `prompts: [{ name: p, text: "Say {{word}}" }]\ndatasets: [{ cases: [${cases}] }]\nproviders: [{ id: s, type: openai, stream: false, model: m, url: "${url}" }]\nlimits: { concurrency: 2 }\n`,
  );
  const log = join(folder.path, "promptprof-bench/run.log.jsonl");
  const written = (): number => (existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 2 : 0);
  const child = startBench(folder.path, []);
  const killed = once(child, "exit");
  while (written() < 15 && child.exitCode === null) await new Promise((soon) => setTimeout(soon, 5));
  child.kill("SIGKILL");
  await killed;
  const before = written();
  asked.length = 0;
  const { code, stderr } = await benchApart(folder.path, ["--resume"]);
  expect([code, stderr]).toEqual([0, "engine: none\n"]);
  expect(before).toBeGreaterThanOrEqual(15);
  expect(before).toBeLessThan(60);
  expect(asked).toHaveLength(60 - before);
  const { items, ended } = readRun(folder.path, "promptprof-bench");
  expect(ended).toBe("complete");
  expect(new Set(items.map((item) => item.case)).size).toBe(60);
  expect(items).toHaveLength(60);
});
