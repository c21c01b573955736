/* oxlint-disable vitest/expect-expect -- sameForBoth expects */
/* oxlint-disable typescript/unbound-method -- what an unbound method does is under test */
import { Mistral } from "@mistralai/mistralai";
import { PROMPTPROF } from "@promptprof/model/words";
import { shutdown } from "@promptprof/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { answerAsMistral } from "./mistral-answers.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { startProvider, type ProviderServer } from "./provider-server.ts";
import { collect, sideBySide, type SideBySide } from "./side-by-side.ts";

const ASK = { model: "mistral-small", messages: [{ role: "user" as const, content: "Hi" }] };
const RETRIES = {
  strategy: "backoff" as const,
  backoff: { initialInterval: 5, maxInterval: 10, exponent: 1, maxElapsedTime: 2000 },
  retryConnectionErrors: true,
};

let provider: ProviderServer;
let sink: OtlpSink;
let side: SideBySide<Mistral>;

beforeAll(async () => {
  [provider, sink] = await Promise.all([startProvider(answerAsMistral), startOtlpSink()]);
  side = sideBySide(() => newClient(provider.url), provider, sink);
});
afterAll(async () => {
  await shutdown();
  await Promise.all([provider.close(), sink.close()]);
});

function newClient(serverURL: string): Mistral {
  return new Mistral({ apiKey: "none", serverURL });
}

describe("a profiled Mistral client stays what it was", () => {
  test("its answers are the same, whole and streamed, of all methods", async () => {
    await side.sameForBoth((client) => client.chat.complete(ASK));
    await side.sameForBoth(async (client) => collect(await client.chat.stream(ASK)));
    await side.sameForBoth((client) => client.fim.complete({ model: "codestral", prompt: "def f" }));
    await side.sameForBoth(async (client) =>
      collect(await client.fim.stream({ model: "codestral", prompt: "def f" })),
    );
    await side.sameForBoth((client) => client.agents.complete({ agentId: "a1", messages: ASK.messages }));
    await side.sameForBoth(async (client) =>
      collect(await client.agents.stream({ agentId: "a1", messages: ASK.messages })),
    );
    await side.sameForBoth((client) => client.embeddings.create({ model: "mistral-embed", inputs: ["a"] }));
    const responseFormat = z.object({ city: z.string() });
    await side.sameForBoth((client) => client.chat.parse({ ...ASK, responseFormat }));
    await side.sameForBoth(async (client) =>
      collect(await client.chat.parseStream({ ...ASK, responseFormat })),
    );
  });

  test("its stream is a ReadableStream, read by a reader, an iterator, a tee or a pipe", async () => {
    await side.sameForBoth(async (client) => {
      const stream = await client.chat.stream(ASK);
      const reader = stream.getReader();
      const first = await reader.read();
      reader.releaseLock();
      const locked = stream.locked;
      const rest = await collect(stream);
      return [
        stream.constructor.name,
        stream instanceof ReadableStream,
        Object.keys(stream),
        first,
        locked,
        rest,
      ];
    });
    await side.sameForBoth(async (client) => {
      const [left, right] = (await client.chat.stream(ASK)).tee();
      return [await collect(left), await collect(right)];
    });
    await side.sameForBoth(async (client) => {
      const stream = await client.chat.stream(ASK);
      const piped = collect(stream.pipeThrough(new TransformStream()));
      return [stream.locked, await piped];
    });
    await side.sameForBoth(async (client) => {
      const seen: unknown[] = [];
      await (
        await client.chat.stream(ASK)
      ).pipeTo(new WritableStream({ write: (item) => void seen.push(item) }));
      return seen;
    });
    await side.sameForBoth(async (client) => collect((await client.chat.stream(ASK)).values()));
  });

  test("reading it wrongly is the same error", async () => {
    const { error } = await side.sameForBoth(async (client) => {
      const stream = await client.chat.stream(ASK);
      stream.getReader();
      stream.tee();
    });
    expect(error).toMatchObject({ class: "TypeError" });
    await side.sameForBoth(async (client) => {
      const stream = await client.chat.stream(ASK);
      stream.getReader();
      await stream.cancel();
    });
    await side.sameForBoth(async (client) => {
      const { getReader } = await client.chat.stream(ASK);
      return getReader();
    });
  });

  test.each(["limited", "unknown"])("%s fails with the same error", async (model) => {
    const { error } = await side.sameForBoth((client) => client.chat.complete({ ...ASK, model }));
    expect(error).toMatchObject({ statusCode: expect.any(Number) });
    await side.sameForBoth((client) => client.chat.stream({ ...ASK, model }));
  });

  test.each(["cut", "broken"])("%s breaks with the same error", async (model) => {
    const { error } = await side.sameForBoth(async (client) =>
      collect(await client.chat.stream({ ...ASK, model })),
    );
    expect(error).toBeDefined();
  });

  test("what the client checks before it asks is the same error", async () => {
    await side.sameForBoth((client) => client.chat.complete({ model: "m" } as unknown as typeof ASK));
    await side.sameForBoth((client) => client.chat.complete(undefined as unknown as typeof ASK));
  });

  test("an abort before and during the request is the same error", async () => {
    await side.sameForBoth((client) => client.chat.complete(ASK, { signal: AbortSignal.abort() }));
    const { error } = await side.sameForBoth(async (client) => {
      const controller = new AbortController();
      const stream = await client.chat.stream({ ...ASK, model: "slow" }, { signal: controller.signal });
      for await (const { data } of stream) if (data.choices[0]?.delta.content === "lo") controller.abort();
    });
    expect(error).toMatchObject({ name: "AbortError" });
  });

  test("retries ask as often, with the caller's own options, which are not touched", async () => {
    const options = Object.freeze({ retries: RETRIES, headers: Object.freeze({ "x-test": "1" }) });
    await side.sameForBoth((client) => client.chat.complete({ ...ASK, model: "flaky" }, options));
    expect(Reflect.ownKeys(options)).toEqual(["retries", "headers"]);
  });

  test("a server that is not there is the same error", async () => {
    const gone = sideBySide(() => newClient("http://127.0.0.1:1"), provider, sink);
    const { error } = await gone.sameForBoth((client) => client.chat.complete(ASK));
    expect(error).toMatchObject({ class: "ConnectionError" });
  });

  test("a subclass keeps its private fields and its own methods", async () => {
    class Own extends Mistral {
      readonly #model = "mistral-small";
      ask() {
        return this.chat.complete({ ...ASK, model: this.#model });
      }
    }
    const own = sideBySide(() => new Own({ apiKey: "none", serverURL: provider.url }), provider, sink);
    await own.sameForBoth((client) => client.ask());
    expect(await own.callOf((client) => client.ask())).toMatchObject({ inputTokens: 9 });
  });
});

describe("a call of a Mistral client becomes a span", () => {
  test("with its tokens, times and head, streamed", async () => {
    const call = await side.callOf(async (client) => collect(await client.chat.stream(ASK)));
    expect(call).toMatchObject({
      dialect: "promptprof",
      provider: "mistral_ai",
      operation: "chat",
      requestModel: "mistral-small",
      responseModel: "mistral-small",
      responseId: "cmpl-1",
      stream: true,
      attempts: 1,
      httpStatus: 200,
      errorClass: null,
      finishReason: "tool_calls",
      inputTokens: 9,
      cacheReadTokens: 4,
      outputTokens: 3,
      ttftMs: expect.any(Number),
    });
    expect(sink.spans().at(-1)?.attributes.get(PROMPTPROF.toolCalls)).toBe(1);
  });

  test("of every method", async () => {
    const calls = await side.callsOf(async (client) => {
      await client.chat.complete({ ...ASK, model: "tools" });
      await client.fim.complete({ model: "codestral", prompt: "def f" });
      await client.agents.complete({ agentId: "a1", messages: ASK.messages });
      await client.embeddings.create({ model: "mistral-embed", inputs: ["a"] });
      await client.chat.parse({ ...ASK, responseFormat: z.object({ city: z.string() }) });
    });
    expect(calls).toMatchObject([
      { operation: "chat", finishReason: "tool_calls", inputTokens: 9, outputTokens: 3, ttftMs: null },
      { operation: "text_completion", inputTokens: 9, finishReason: "stop" },
      { operation: "chat", requestModel: null, inputTokens: 9 },
      { operation: "embeddings", inputTokens: 5, requestModel: "mistral-embed" },
      { operation: "chat", inputTokens: 9, httpStatus: 200 },
    ]);
  });

  test.each([
    [
      "a reader",
      async (stream: ReadableStream) => {
        const reader = stream.getReader();
        for (;;) if ((await reader.read()).done) break;
      },
    ],
    ["a tee", async (stream: ReadableStream) => Promise.all(stream.tee().map(collect))],
    ["a pipe", async (stream: ReadableStream) => collect(stream.pipeThrough(new TransformStream()))],
    ["its values", async (stream: ReadableStream) => collect(stream.values())],
  ])("once, read by %s", async (_name, read) => {
    const call = await side.callOf(async (client) => read(await client.chat.stream(ASK)));
    expect(call).toMatchObject({
      finishReason: "tool_calls",
      outputTokens: 3,
      errorClass: null,
      ttftMs: expect.any(Number),
    });
  });

  test.each([
    ["limited", { errorClass: "rate_limit", httpStatus: 429, errorType: "rate_limited" }],
    ["unknown", { errorClass: "invalid_request", httpStatus: 400, errorType: "invalid_model" }],
    ["cut", { errorClass: "network", httpStatus: 200, finishReason: "error" }],
    ["broken", { httpStatus: 200, finishReason: "error" }],
  ] as const)("%s has its error", async (model, expected) => {
    const call = await side.callOf(async (client) => {
      await client.chat
        .stream({ ...ASK, model })
        .then((stream) => collect(stream))
        .catch(() => null);
    });
    expect(call).toMatchObject({ ...expected, attempts: 1 });
  });

  test("with all its tries, and the head of the last", async () => {
    const call = await side.callOf((client) =>
      client.chat.complete({ ...ASK, model: "flaky" }, { retries: RETRIES }),
    );
    expect(call).toMatchObject({ attempts: 2, httpStatus: 200, errorClass: null });
    const { attributes } = sink.spans().at(-1) ?? { attributes: new Map() };
    expect(attributes.get(PROMPTPROF.retryWait)).toBeGreaterThan(0);
    expect(attributes.get(PROMPTPROF.limitTokens)).toBe(500_000);
  });

  test("that was left or never read is cancelled, with what was seen", async () => {
    await collectGarbage();
    const calls = await side.callsOf(async (client) => {
      for await (const { data } of await client.chat.stream({ ...ASK, model: "slow" }))
        if (data.choices[0]?.delta.content === "lo") break;
      await (await client.chat.stream({ ...ASK, model: "slow" })).cancel();
      await (await client.chat.stream({ ...ASK, model: "slow" })).getReader().cancel();
      await client.chat.stream(ASK).then(() => null);
      await collectGarbage();
    });
    expect(calls.map(({ errorClass }) => errorClass)).toEqual(Array.from({ length: 4 }, () => "cancelled"));
    expect(calls[0]?.ttftMs).toEqual(expect.any(Number));
  });

  test("is read to its end while nobody holds it", async () => {
    const call = await side.callOf(async (client) => {
      const reader = (await client.chat.stream(ASK)).getReader();
      for (;;) {
        await collectGarbage();
        if ((await reader.read()).done) break;
      }
    });
    expect(call).toMatchObject({ errorClass: null, outputTokens: 3 });
  });
});
