/* oxlint-disable vitest/expect-expect -- sameForBoth expects */
/* oxlint-disable typescript/unbound-method -- what an unbound method does is under test */
import { PROMPTPROF } from "@promptprof/model/words";
import { shutdown } from "@promptprof/sdk";
import { CohereClient, CohereClientV2 } from "cohere-ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerAsCohere } from "./cohere-answers.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { startProvider, type ProviderServer } from "./provider-server.ts";
import { collect, sideBySide, type SideBySide } from "./side-by-side.ts";

const ASK = { model: "command-a", messages: [{ role: "user" as const, content: "Hi" }] };
const ASK_V1 = {
  model: "command-r",
  preamble: "Be kind.",
  chatHistory: [{ role: "CHATBOT" as const, message: "Hello." }],
  message: "Hi",
};
const EMBED = {
  model: "embed-v4",
  texts: ["a"],
  inputType: "search_query" as const,
  embeddingTypes: ["float" as const],
};

let provider: ProviderServer;
let sink: OtlpSink;
let side: SideBySide<CohereClientV2>;
let first: SideBySide<CohereClient>;

beforeAll(async () => {
  [provider, sink] = await Promise.all([startProvider(answerAsCohere), startOtlpSink()]);
  side = sideBySide(() => new CohereClientV2(optionsFor(provider.url)), provider, sink);
  first = sideBySide(() => new CohereClient(optionsFor(provider.url)), provider, sink);
});
afterAll(async () => {
  await shutdown();
  await Promise.all([provider.close(), sink.close()]);
});

function optionsFor(environment: string) {
  return { token: "none", environment };
}

describe("profiled Cohere clients stay what they were", () => {
  test("their answers are the same, whole and streamed, of all methods", async () => {
    await side.sameForBoth((client) => client.chat(ASK));
    await side.sameForBoth(async (client) => collect(await client.chatStream(ASK)));
    await side.sameForBoth((client) => client.embed(EMBED));
    await side.sameForBoth((client) => client.rerank({ model: "rerank-v3.5", query: "q", documents: ["a"] }));
    await first.sameForBoth((client) => client.chat(ASK_V1));
    await first.sameForBoth(async (client) => collect(await client.chatStream(ASK_V1)));
    await first.sameForBoth(async (client) => collect(await client.v2.chatStream(ASK)));
  });

  test("promises are of the package's own class, with the raw response, and can be awaited twice", async () => {
    await side.sameForBoth(async (client) => {
      const promise = client.chat(ASK);
      const { data, rawResponse } = await promise.withRawResponse();
      const same = (await promise) === data && (await promise) === data;
      return [
        promise.constructor.name,
        Object.keys(promise),
        data,
        rawResponse.status,
        rawResponse.headers.get("x-request-id"),
        same,
      ];
    });
    await side.sameForBoth(async (client) => {
      const { data, rawResponse } = await client.chatStream(ASK).withRawResponse();
      return [data.constructor.name, Object.keys(data), await collect(data), rawResponse.status];
    });
    await side.sameForBoth(async (client) =>
      Promise.all([client.chat(ASK).catch(() => null), client.chat(ASK).finally(() => {})]),
    );
  });

  test("a method works without its object where it did before, and not where it did not", async () => {
    await side.sameForBoth(async ({ chat }) => chat(ASK));
    await first.sameForBoth(async ({ chat }) => chat(ASK_V1));
  });

  test.each(["unknown", "limited"])("%s fails with the same error after as many requests", async (model) => {
    const { error } = await side.sameForBoth((client) => client.chat({ ...ASK, model }, { maxRetries: 1 }));
    expect(error).toMatchObject({ statusCode: expect.any(Number) });
    await side.sameForBoth((client) => client.chatStream({ ...ASK, model }, { maxRetries: 0 }));
  });

  test.each(["cut", "broken"])("%s breaks with the same error", async (model) => {
    const { error } = await side.sameForBoth(async (client) =>
      collect(await client.chatStream({ ...ASK, model })),
    );
    expect(error).toBeDefined();
  });

  test("an abort before and during the request is the same", async () => {
    await side.sameForBoth((client) => client.chat(ASK, { abortSignal: AbortSignal.abort() }));
    await side.sameForBoth(async (client) => {
      const controller = new AbortController();
      const stream = await client.chatStream({ ...ASK, model: "slow" }, { abortSignal: controller.signal });
      for await (const event of stream)
        if (event.type === "content-delta" && event.delta?.message?.content?.text === "lo")
          controller.abort();
    });
  });

  test("leaving the loop early is the same", async () => {
    await side.sameForBoth(async (client) => {
      for await (const event of await client.chatStream(ASK)) return event;
      return null;
    });
  });

  test("what the client checks before it asks, and a server that is not there, are the same errors", async () => {
    await side.sameForBoth((client) => client.chat(undefined as unknown as typeof ASK));
    await side.sameForBoth((client) => client.chat({ model: 1 } as unknown as typeof ASK));
    const gone = sideBySide(() => new CohereClientV2(optionsFor("http://127.0.0.1:1")), provider, sink);
    const { error } = await gone.sameForBoth((client) => client.chat(ASK, { maxRetries: 0 }));
    expect(error).toMatchObject({ class: expect.stringContaining("Cohere") });
  });

  test("a subclass keeps its private fields and its own methods", async () => {
    class Own extends CohereClient {
      readonly #preamble = "Be brief.";
      ask() {
        return this.chat({ ...ASK_V1, preamble: this.#preamble });
      }
    }
    const own = sideBySide(() => new Own(optionsFor(provider.url)), provider, sink);
    await own.sameForBoth((client) => client.ask());
    expect(await own.callOf((client) => client.ask())).toMatchObject({ inputTokens: 5 });
  });

  test("a fetch and a fetcher of the caller's own get what they got before", async () => {
    const seen: string[] = [];
    const own: typeof fetch = (url, init) => {
      seen.push(JSON.stringify([url, Object.keys(init ?? {})]));
      return fetch(url, init);
    };
    const fetching = sideBySide(
      () => new CohereClientV2({ ...optionsFor(provider.url), fetch: own }),
      provider,
      sink,
    );
    await fetching.sameForBoth((client) => client.chat(ASK));
    expect(seen).toHaveLength(2);
    expect(seen[1]).toBe(seen[0]);
    const fetcher = async (args: object) => {
      seen.push(JSON.stringify(Object.keys(args)));
      throw new Error("mine");
    };
    const fetched = sideBySide(
      () => new CohereClientV2({ ...optionsFor(provider.url), fetcher }),
      provider,
      sink,
    );
    const { error } = await fetched.sameForBoth((client) => client.chat(ASK));
    expect(error).toMatchObject({ message: "mine" });
    expect(seen[3]).toBe(seen[2]);
  });
});

describe("a call of a Cohere client becomes a span", () => {
  test("with its tokens, times and head, streamed", async () => {
    const call = await side.callOf(async (client) => collect(await client.chatStream(ASK)));
    expect(call).toMatchObject({
      dialect: "promptprof",
      provider: "cohere",
      operation: "chat",
      requestModel: "command-a",
      responseId: "c1",
      stream: true,
      attempts: 1,
      httpStatus: 200,
      errorClass: null,
      finishReason: "TOOL_CALL",
      inputTokens: 5,
      outputTokens: 3,
      ttftMs: expect.any(Number),
    });
    const { attributes } = sink.spans().at(-1) ?? { attributes: new Map<string, unknown>() };
    expect([attributes.get(PROMPTPROF.toolCalls), attributes.get(PROMPTPROF.requestId)]).toEqual([
      1,
      "req-1",
    ]);
  });

  test("of every method of v2", async () => {
    const calls = await side.callsOf(async (client) => {
      await client.chat(ASK);
      await client.embed(EMBED);
    });
    expect(calls).toMatchObject([
      {
        operation: "chat",
        finishReason: "TOOL_CALL",
        inputTokens: 5,
        outputTokens: 3,
        stream: false,
        ttftMs: null,
      },
      { operation: "embeddings", inputTokens: 2, requestModel: "embed-v4" },
    ]);
  });

  test("of v1, with the preamble, what was said before and the message", async () => {
    const calls = await first.callsOf(async (client) => {
      await client.chat(ASK_V1);
      await collect(await client.chatStream(ASK_V1));
      await client.v2.chat(ASK);
    });
    const same = { responseId: "g1", finishReason: "COMPLETE", inputTokens: 5, outputTokens: 3 };
    expect(calls).toMatchObject([
      { ...same, stream: false },
      { ...same, stream: true, ttftMs: expect.any(Number) },
      { responseId: "c1" },
    ]);
    expect(calls[0]?.segments.map(({ path }) => path)).toEqual(["system", "assistant", "user"]);
  });

  test.each([
    ["limited", { errorClass: "rate_limit", httpStatus: 429 }],
    ["unknown", { errorClass: "invalid_request", httpStatus: 404 }],
    ["cut", { errorClass: "network", httpStatus: 200, finishReason: "error" }],
    ["broken", { httpStatus: 200, finishReason: "error" }],
  ] as const)("%s has its error", async (model, expected) => {
    const call = await side.callOf(async (client) => {
      await client
        .chatStream({ ...ASK, model }, { maxRetries: 0 })
        .then((stream) => collect(stream))
        .catch(() => null);
    });
    expect(call).toMatchObject({ ...expected, attempts: 1 });
  });

  test("with all its tries", async () => {
    const call = await side.callOf((client) => client.chat({ ...ASK, model: "flaky" }));
    expect(call).toMatchObject({ attempts: 2, httpStatus: 200, errorClass: null });
    expect(sink.spans().at(-1)?.attributes.get(PROMPTPROF.retryWait)).toBeGreaterThan(0);
  });

  test("that was aborted, left or never read is cancelled, with what was seen", async () => {
    await collectGarbage();
    const calls = await side.callsOf(async (client) => {
      const controller = new AbortController();
      const stream = await client.chatStream({ ...ASK, model: "slow" }, { abortSignal: controller.signal });
      await (async () => {
        for await (const event of stream)
          if (event.type === "content-delta" && event.delta?.message?.content?.text === "lo")
            controller.abort();
      })().catch(() => null);
      for await (const event of await client.chatStream({ ...ASK, model: "slow" }))
        if (event.type === "content-delta") break;
      await client.chatStream(ASK).then(() => null);
      await collectGarbage();
    });
    expect(calls.map(({ errorClass }) => errorClass)).toEqual(Array.from({ length: 3 }, () => "cancelled"));
    expect(calls[0]?.ttftMs).toEqual(expect.any(Number));
  });

  test("is read to its end while nobody holds it", async () => {
    const call = await side.callOf(async (client) => {
      for await (const event of await client.chatStream(ASK)) {
        expect(event).toBeDefined();
        await collectGarbage();
      }
    });
    expect(call).toMatchObject({ errorClass: null, outputTokens: 3 });
  });
});
