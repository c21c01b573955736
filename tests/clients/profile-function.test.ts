/* oxlint-disable typescript/unbound-method -- what an unbound method does is under test */
import { flush, profileFunction, prompt, shutdown, withContext } from "@promptprof/sdk";
import type { Call } from "@promptprof/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test, vi } from "vitest";
import { outcomeOf } from "./compared.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

interface Question {
  readonly model: string;
  readonly text: string;
}

interface Answer {
  readonly text: string;
  readonly read: number;
  readonly written: number;
}

const QUESTION: Question = { model: "m-1", text: "How far is the moon, says SECRET?" };
const ANSWER: Answer = { text: "Far, says SECRET.", read: 12, written: 5 };
const describeAnswer = {
  provider: "gateway",
  model: (question: Question) => question.model,
  request: ({ text }: Question) => ({ messages: [{ role: "user", content: text }] }),
  reply: ({ read, written }: Answer) => ({ inputTokens: read, outputTokens: written, finishReason: "stop" }),
};

let sink: OtlpSink;
let options: { endpoint: string };
beforeAll(async () => {
  sink = await startOtlpSink();
  options = { endpoint: sink.url };
});
afterAll(async () => {
  await shutdown();
  await sink.close();
});

async function callsOf(program: () => unknown): Promise<readonly Call[]> {
  await flush();
  const before = sink.calls().length;
  await program();
  await flush();
  return sink.calls().slice(before);
}

async function callOf(program: () => unknown): Promise<Call> {
  const calls = await callsOf(program);
  expect(calls).toHaveLength(1);
  return calls[0] as Call;
}

const request = (messages: readonly { role: string; content: string }[]) => ({ messages });
const broken = (): never => {
  throw new Error("sabotage");
};

async function* speak(_text: string) {
  yield { delta: "" };
  yield { delta: "Hello" };
  yield { delta: " you" };
  yield { delta: "", written: 2 };
}

const send = async (_messages: readonly { role: string; content: string }[]) => ({});

async function* words(): AsyncGenerator<string, string, string | undefined> {
  const heard = yield "one";
  yield heard ?? "two";
  return "end";
}

describe("a profiled function is the function it was", () => {
  class Gateway {
    readonly name = "g";
    async ask(question: Question, ..._more: readonly unknown[]): Promise<Answer> {
      return { ...ANSWER, text: `${this.name}: ${question.text}` };
    }
  }

  test("its type, name, length, this, arguments and result stay", async () => {
    const gateway = new Gateway();
    const { ask } = gateway;
    gateway.ask = profileFunction(ask, describeAnswer, options);
    expectTypeOf(gateway.ask).toEqualTypeOf(ask);
    expect([gateway.ask.name, gateway.ask.length]).toEqual(["ask", 1]);
    expect(await gateway.ask(QUESTION)).toEqual({ ...ANSWER, text: `g: ${QUESTION.text}` });
  });

  test("a value is given at once, and a throw is the same error", () => {
    const value = profileFunction((_question: Question) => ANSWER, describeAnswer, options);
    expect(value(QUESTION)).toBe(ANSWER);
    const error = new TypeError("theirs");
    const failing = profileFunction(
      () => {
        throw error;
      },
      { provider: "gateway" },
      options,
    );
    expect(failing).toThrow(error);
  });

  test("a rejection is the same error, and one that nobody handles stays unhandled", async () => {
    const error = new Error("theirs");
    const failing = profileFunction(() => Promise.reject(error), { provider: "gateway" }, options);
    await expect(failing()).rejects.toBe(error);
    const unhandled = new Promise((seen) => {
      const listeners = process.listeners("unhandledRejection");
      process.removeAllListeners("unhandledRejection");
      process.once("unhandledRejection", (reason) => {
        for (const listener of listeners) process.on("unhandledRejection", listener);
        seen(reason);
      });
    });
    void failing();
    expect(await unhandled).toBe(error);
  });

  test("a generator stays the same object, takes values, and can be stopped", async () => {
    const made: unknown[] = [];
    const bare = () => {
      const generator = words();
      made.push(generator);
      return generator;
    };
    const profiled = profileFunction(bare, { provider: "gateway" }, options);
    const generator = profiled();
    expect(generator).toBe(made[0]);
    expect(await generator.next()).toEqual({ value: "one", done: false });
    expect(await generator.next("said")).toEqual({ value: "said", done: false });
    expect(await generator.return("stop")).toEqual({ value: "stop", done: true });
  });

  test("a web stream has the same items, one by one, and hands a cancellation down", async () => {
    const cancelled = vi.fn<(reason: unknown) => void>();
    const source = () =>
      new ReadableStream<string>({
        pull: (controller) => controller.enqueue("word"),
        cancel: cancelled,
      });
    const profiled = profileFunction(source, { provider: "gateway" }, options);
    const reader = profiled().getReader();
    expect(await reader.read()).toEqual({ value: "word", done: false });
    await reader.cancel("enough");
    expect(cancelled).toHaveBeenCalledWith("enough");
  });

  test("whatever it takes and gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything()), fc.anything(), fc.boolean(), async (args, value, fails) => {
        const bare = (...given: readonly unknown[]): unknown => {
          if (fails) throw value;
          return [given, value];
        };
        const profiled = profileFunction(bare, { provider: "gateway", shape: "openai-chat" }, options);
        expect(await outcomeOf(async () => profiled(...args))).toEqual(
          await outcomeOf(async () => bare(...args)),
        );
      }),
    );
  });
});

describe("its calls", () => {
  test("have what the description says, and no text", async () => {
    const ask = profileFunction(async (_question: Question) => ANSWER, describeAnswer, options);
    const call = await callOf(() => ask(QUESTION));
    expect(call).toMatchObject({
      provider: "gateway",
      operation: "chat",
      requestModel: "m-1",
      inputTokens: 12,
      outputTokens: 5,
      tokenSource: "reported",
      finishReason: "stop",
      stream: false,
      errorClass: null,
      segments: [{ path: "user", kind: "variable", tokens: 12 }],
    });
    expect(Buffer.concat(sink.bodies).includes("SECRET")).toBe(false);
  });

  test("are read in a provider's wire format, the first argument and the result by default", async () => {
    const reply = {
      id: "msg_1",
      model: "claude-x-1",
      stop_reason: "end_turn",
      content: [{ type: "tool_use" }],
      usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 7 },
    };
    const body = { model: "claude-x", system: "Be brief.", messages: [{ role: "user", content: "Hi" }] };
    const invoke = profileFunction(
      async (_body: object) => reply,
      { provider: "anthropic", shape: "anthropic-messages" },
      options,
    );
    expect(await callOf(() => invoke(body))).toMatchObject({
      requestModel: "claude-x",
      responseModel: "claude-x-1",
      responseId: "msg_1",
      inputTokens: 100,
      cacheReadTokens: 90,
      outputTokens: 7,
      finishReason: "end_turn",
      segments: [{ path: "system" }, { path: "user" }],
    });
  });

  test("of a stream have the time to its first item, and the counts of its last one", async () => {
    const profiled = profileFunction(
      speak,
      {
        provider: "gateway",
        model: "m-2",
        item: ({ delta, written }) => ({ carries: delta === "" ? null : "text", outputTokens: written }),
      },
      options,
    );
    const read = async () => {
      for await (const item of profiled("Hi")) expect(item).toBeDefined();
    };
    const call = await callOf(read);
    expect(call).toMatchObject({ stream: true, requestModel: "m-2", outputTokens: 2, errorClass: null });
    expect(call.ttftMs).toBeGreaterThanOrEqual(0);
  });

  test("end with what was seen when a stream is stopped or breaks", async () => {
    const profiled = profileFunction(words, { provider: "gateway" }, options);
    const stopped = await callOf(async () => {
      for await (const word of profiled()) if (word === "one") break;
    });
    expect(stopped).toMatchObject({ stream: true, errorClass: "cancelled" });
    const breaking = profileFunction(
      async () =>
        new ReadableStream({
          pull: (controller) => controller.error(Object.assign(new Error("slow down"), { status: 429 })),
        }),
      { provider: "gateway" },
      options,
    );
    const broken = await callOf(async () => {
      const stream = await breaking();
      await expect(stream.getReader().read()).rejects.toThrow("slow down");
    });
    expect(broken).toMatchObject({ stream: true, errorClass: "rate_limit" });
  });

  test("have classified errors", async () => {
    const error = Object.assign(new Error("SECRET"), { statusCode: 529 });
    const failing = profileFunction(() => Promise.reject(error), { provider: "gateway" }, options);
    const call = await callOf(async () => expect(failing()).rejects.toBe(error));
    expect(call).toMatchObject({ errorClass: "overloaded", httpStatus: 529 });
  });

  test("are named by a rendered prompt, else by the description, else by the context", async () => {
    const story = prompt("story", "Tell of {{hero}}.");
    const plain = profileFunction(send, { provider: "gateway", request }, options);
    const described = profileFunction(send, { provider: "gateway", request, prompt: "mail" }, options);
    const { messages } = story.render({ hero: "Lily" });
    const calls = await callsOf(() =>
      withContext({ prompt: story, team: "books" }, async () => {
        await plain([{ role: "user", content: "Hi" }]);
        await described([{ role: "user", content: "Hi" }]);
        await described(messages);
      }),
    );
    expect(calls.map((call) => [call.prompt, call.version, call.promptSource, call.team])).toEqual([
      ["story", story.version, "named", "books"],
      ["mail", expect.not.stringMatching(story.version) as unknown, "named", "books"],
      ["story", story.version, "named", "books"],
    ]);
  });
});

describe("a description that is wrong never reaches the host", () => {
  test("one that throws leaves a call with what is known without it", async () => {
    const describe = { provider: "gateway", model: broken, request: broken, reply: broken, item: broken };
    const ask = profileFunction(async () => ANSWER, describe, options);
    expect(await callOf(async () => expect(await ask()).toBe(ANSWER))).toMatchObject({
      provider: "gateway",
      requestModel: null,
      tokenSource: "absent",
      errorClass: null,
    });
    const stream = profileFunction(words, describe, options);
    const call = await callOf(async () => {
      const seen = [];
      for await (const word of stream()) seen.push(word);
      expect(seen).toEqual(["one", "two"]);
    });
    expect(call).toMatchObject({ stream: true, ttftMs: null, errorClass: null });
  });

  test.each([null, undefined, 7, {}, { provider: 7 }, { provider: "x", shape: "none" }])(
    "%j",
    async (wrong) => {
      const ask = profileFunction(async () => ANSWER, wrong as never, options);
      expect(await ask()).toBe(ANSWER);
    },
  );

  test("what is no function comes back as it was", () => {
    expect(profileFunction(7 as never, { provider: "x" }, options)).toBe(7);
  });
});
