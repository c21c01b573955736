/* oxlint-disable vitest/expect-expect -- sameForBoth expects */
import { prompt, shutdown } from "@promptprof/sdk";
import { Ollama } from "ollama";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerAsOllama } from "./ollama-answers.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { startProvider, type ProviderServer } from "./provider-server.ts";
import { collect, sideBySide, type SideBySide } from "./side-by-side.ts";

const ASK = { model: "llama", messages: [{ role: "user", content: "Hi" }] };
const PICTURE = Uint8Array.from([1, 2, 3]);

let provider: ProviderServer;
let sink: OtlpSink;
let side: SideBySide<Ollama>;

beforeAll(async () => {
  [provider, sink] = await Promise.all([startProvider(answerAsOllama), startOtlpSink()]);
  side = sideBySide(() => new Ollama({ host: provider.url }), provider, sink);
});
afterAll(async () => {
  await shutdown();
  await Promise.all([provider.close(), sink.close()]);
});

describe("a profiled Ollama client stays what it was", () => {
  test("its answers are the same, whole and streamed, of all methods", async () => {
    await side.sameForBoth((client) => client.chat(ASK));
    await side.sameForBoth(async (client) => collect(await client.chat({ ...ASK, stream: true })));
    await side.sameForBoth((client) => client.generate({ model: "llama", prompt: "Hi" }));
    await side.sameForBoth(async (client) =>
      collect(await client.generate({ model: "llama", prompt: "Hi", stream: true })),
    );
    await side.sameForBoth((client) => client.embed({ model: "llama", input: ["a", "b"] }));
  });

  test("its stream is of the same class, with the same fields", async () => {
    await side.sameForBoth(async (client) => {
      const stream = await client.chat({ ...ASK, stream: true });
      const fields = Object.keys(stream);
      await collect(stream);
      return [stream.constructor.name, fields, client.chat.name, client.chat.length, Object.keys(client)];
    });
  });

  test.each(["unknown", "cut", "failing"])("%s fails with the same error", async (model) => {
    const { error } = await side.sameForBoth(async (client) =>
      collect(await client.chat({ ...ASK, model, stream: true })),
    );
    expect(error).toMatchObject({ message: expect.any(String) });
  });

  test("an abort of the stream, and of all streams, is the same error", async () => {
    const { error } = await side.sameForBoth(async (client) => {
      const stream = await client.chat({ ...ASK, model: "slow", stream: true });
      for await (const part of stream) if (part.message.content === "lo") stream.abort();
    });
    expect(error).toMatchObject({ name: "AbortError" });
    await side.sameForBoth(async (client) => {
      const stream = await client.chat({ ...ASK, model: "slow", stream: true });
      for await (const part of stream) if (part.message.content === "lo") client.abort();
    });
  });

  test("leaving the loop early is the same", async () => {
    await side.sameForBoth(async (client) => {
      for await (const part of await client.chat({ ...ASK, stream: true })) return part;
      return null;
    });
  });

  test("a subclass keeps its private fields and its overrides", async () => {
    class Own extends Ollama {
      readonly #model = "llama";
      override async encodeImage(): Promise<string> {
        return this.#model;
      }
    }
    const own = sideBySide(() => new Own({ host: provider.url }), provider, sink);
    await own.sameForBoth((client) =>
      client.chat({ ...ASK, messages: [{ role: "user", content: "", images: [PICTURE] }] }),
    );
  });

  test("a server that is not there is the same error", async () => {
    const gone = sideBySide(() => new Ollama({ host: "http://127.0.0.1:1" }), provider, sink);
    const { error } = await gone.sameForBoth((client) => client.chat(ASK));
    expect(error).toMatchObject({ class: "TypeError" });
  });
});

describe("a call of an Ollama client becomes a span", () => {
  test("with its tokens, times and head, streamed", async () => {
    const call = await side.callOf(async (client) => collect(await client.chat({ ...ASK, stream: true })));
    expect(call).toMatchObject({
      dialect: "promptprof",
      provider: "ollama",
      operation: "chat",
      requestModel: "llama",
      responseModel: "llama",
      stream: true,
      attempts: 1,
      httpStatus: 200,
      errorClass: null,
      finishReason: "stop",
      inputTokens: 7,
      outputTokens: 3,
      ttftMs: expect.any(Number),
    });
    expect(call.segments.map(({ path }) => path)).toEqual(["user"]);
  });

  test("under the name of the prompt that it was rendered from", async () => {
    const story = prompt("story", "Once upon a time, {{hero}} went to the park.");
    const call = await side.callOf((client) =>
      client.chat({ model: "llama", ...story.render({ hero: "Lily" }) }),
    );
    expect(call).toMatchObject({ prompt: "story", version: story.version, promptSource: "named" });
  });

  test("of every method, pictures too, each with its own try", async () => {
    const calls = await side.callsOf(async (client) =>
      Promise.all([
        client.chat({ ...ASK, messages: [{ role: "user", content: "What?", images: [PICTURE] }] }),
        client.generate({ model: "llama", prompt: "Hi" }),
        client.embed({ model: "llama", input: ["a", "b"] }),
      ]),
    );
    const byOperation = calls.toSorted((a, b) => ((a.operation ?? "") < (b.operation ?? "") ? -1 : 1));
    expect(byOperation).toMatchObject([
      { operation: "chat", inputTokens: 7, attempts: 1, httpStatus: 200, stream: false, ttftMs: null },
      { operation: "embeddings", inputTokens: 4, attempts: 1, httpStatus: 200 },
      { operation: "text_completion", inputTokens: 7, outputTokens: 3, attempts: 1 },
    ]);
  });

  test.each([
    ["unknown", { errorClass: "invalid_request", httpStatus: 404, finishReason: null }],
    ["cut", { errorClass: "network", httpStatus: 200, finishReason: "error" }],
    ["failing", { errorClass: "other", httpStatus: 200, finishReason: "error" }],
  ] as const)("%s has its error", async (model, expected) => {
    const call = await side.callOf(async (client) => {
      await client
        .chat({ ...ASK, model, stream: true })
        .then(collect)
        .catch(() => null);
    });
    expect(call).toMatchObject({ ...expected, attempts: 1, stream: true });
  });

  test("that was aborted, left or never read is cancelled, with what was seen", async () => {
    const calls = await side.callsOf(async (client) => {
      const aborted = await client.chat({ ...ASK, model: "slow", stream: true });
      await expect(async () => {
        for await (const part of aborted) if (part.message.content === "lo") aborted.abort();
      }).rejects.toThrow("abort");
      for await (const part of await client.chat({ ...ASK, stream: true })) if (!part.done) break;
      (await client.chat({ ...ASK, model: "slow", stream: true })).abort();
    });
    expect(calls.map(({ errorClass, finishReason }) => ({ errorClass, finishReason }))).toEqual(
      Array.from({ length: 3 }, () => ({ errorClass: "cancelled", finishReason: "error" })),
    );
    expect(calls[0]?.ttftMs).toEqual(expect.any(Number));
  });

  test("is read to its end while nobody holds it", async () => {
    const call = await side.callOf(async (client) => {
      for await (const part of await client.chat({ ...ASK, stream: true })) {
        expect(part).toBeDefined();
        await collectGarbage();
      }
    });
    expect(call).toMatchObject({ errorClass: null, finishReason: "stop", outputTokens: 3 });
  });
});
