import { flush, profile, profiled, prompt, shutdown, withContext } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";
import { Support } from "./support.decorated.ts";

const ANSWER = {
  id: "1",
  model: "m",
  choices: [{ index: 0, message: { content: "Hi" }, finish_reason: "stop" }],
};

let sink: OtlpSink;
let client: OpenAI;
let support: Support;
beforeAll(async () => {
  sink = await startOtlpSink();
  // Where profiles go without a word: `call` has no endpoint of its own here.
  process.env["PROMPTPROF_ENDPOINT"] = sink.url;
  client = profile(new OpenAI({ apiKey: "none", fetch: async () => Response.json(ANSWER) }));
  support = new Support(ask);
});
afterAll(async () => {
  await shutdown();
  delete process.env["PROMPTPROF_ENDPOINT"];
  await sink.close();
});

async function ask(question: string): Promise<string> {
  await client.chat.completions.create({ model: "m", messages: [{ role: "user", content: question }] });
  return question;
}

async function promptsOf(program: () => Promise<unknown>): Promise<readonly (string | null)[]> {
  await flush();
  const before = sink.calls().length;
  await program();
  await flush();
  return sink
    .calls()
    .slice(before)
    .map((call) => call.prompt);
}

test("calls inside of a method have its prompt, those of a nested method the inner one, and no call is counted twice", async () => {
  const prompts = await promptsOf(async () => expect(await support.answer("t")).toBe("answer summarise t"));
  expect(prompts).toEqual(["summarise", "answer-ticket"]);
  const [inner, outer] = sink.calls().slice(-2);
  expect([inner?.team, inner?.tags, outer?.tags]).toEqual(["support", ["a", "b"], ["a"]]);
});

test("every step of an async generator is inside, and it takes values and gives its end", async () => {
  const prompts = await promptsOf(async () => {
    const stream = support.stream("t");
    expect(await stream.next()).toEqual({ value: "first t", done: false });
    expect(await stream.next("heard")).toEqual({ value: "heard", done: false });
    expect(await stream.next()).toEqual({ value: "last", done: true });
    await ask("outside");
  });
  expect(prompts.slice(0, 2)).toEqual(["stream-answer", "stream-answer"]);
  expect(prompts[2]).not.toBe("stream-answer");
});

test("a static and a private method", async () => {
  expect(await promptsOf(() => Support.classify("t"))).toEqual(["classify"]);
  expect(await promptsOf(() => support.callHidden())).toEqual(["hidden"]);
});

test("a call made from a prompt() keeps that name", async () => {
  const greeting = prompt("greeting", "Hello {{name}}");
  const greet = profiled({ prompt: "outer" })(
    () => client.chat.completions.create({ model: "m", ...greeting.render({ name: "Lily" }) }),
    { kind: "method" } as ClassMethodDecoratorContext,
  );
  expect(await promptsOf(greet)).toEqual(["greeting"]);
});

test("a method that is a call of a model itself is one, when it says so", async () => {
  expect(await promptsOf(async () => expect(await support.own()).toBe("four"))).toEqual(["own"]);
  expect(sink.calls().at(-1)).toMatchObject({ provider: "gateway", requestModel: "m-3", outputTokens: 4 });
});

test("names, lengths, types and errors stay", () => {
  expect([Support.prototype.answer.name, Support.prototype.answer.length]).toEqual(["answer", 1]);
  expectTypeOf<Support["answer"]>().toEqualTypeOf<(ticket: string) => Promise<string>>();
  expect(() => support.fail()).toThrow(RangeError);
});

test("an outer context holds where the method says nothing", async () => {
  const prompts = await promptsOf(() =>
    withContext({ user: "u-1", prompt: "x" }, () => support.summarise("t")),
  );
  expect(prompts).toEqual(["summarise"]);
});

test("the older kind of decorator is left alone, and told", () => {
  const legacy = profiled({ prompt: "x" }) as unknown as (...args: unknown[]) => unknown;
  const target = {};
  expect(legacy(target, "name", { value: ask })).toBeUndefined();
});
