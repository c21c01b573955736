/* oxlint-disable unicorn/consistent-function-scoping -- small programs stand beside what they are for */
import { flush, shutdown, withContext } from "@promptprof/sdk";
import { profileEmbeddingMiddleware, profileMiddleware } from "@promptprof/sdk/ai";
import type { Call } from "@promptprof/model";
import type { LanguageModelV3CallOptions } from "@ai-sdk/provider";
import type { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModel } from "ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { outcomeOf } from "./compared.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

type Ai = typeof import("ai");

const PROMPT = "Once upon a time, says SECRET,";
const ASK = { prompt: PROMPT, temperature: 0, maxOutputTokens: 8, maxRetries: 0 };

/** Everything that must hold of the middlewares for one version of the AI SDK. */
export function profileAiCases(ai: Ai, create: typeof createOpenAICompatible): void {
  let model: TinyModel;
  let sink: OtlpSink;
  beforeAll(async () => {
    [model, sink] = await Promise.all([startTinyModel({ port: 0 }), startOtlpSink()]);
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([model.close(), sink.close()]);
  });

  function bare(name = "stories260k") {
    return create({ name: "tiny", baseURL: `${model.url}/v1`, includeUsage: true }).chatModel(name);
  }

  function profiled(name?: string): LanguageModel {
    const middleware = profileMiddleware({ endpoint: sink.url, team: "ai" });
    return ai.wrapLanguageModel({ model: bare(name), middleware });
  }

  async function callsOf(program: () => Promise<unknown>): Promise<readonly Call[]> {
    await flush();
    const before = sink.calls().length;
    await program();
    await flush();
    return sink.calls().slice(before);
  }

  async function callOf(program: () => Promise<unknown>): Promise<Call> {
    const calls = await callsOf(program);
    expect(calls).toHaveLength(1);
    return calls[0] as Call;
  }

  describe("the model answers as it did", () => {
    type Named = (name?: string) => LanguageModel;
    const programs: Record<string, (named: Named) => Promise<unknown>> = {
      "a text": async (named) => {
        const { text, finishReason, usage, content } = await ai.generateText({ model: named(), ...ASK });
        return { text, finishReason, usage, content };
      },
      "every part of a stream": async (named) => {
        const parts = [];
        for await (const { type, ...part } of ai.streamText({ model: named(), ...ASK }).fullStream)
          parts.push(type === "text-delta" ? { type, ...part } : type);
        return parts;
      },
      "the error of a refusal": async (named) => {
        const asked = ai.generateText({ model: named("stories260k-rate-limited"), ...ASK });
        const error: unknown = await asked.catch((error: unknown) => error);
        if (!ai.APICallError.isInstance(error)) throw error;
        const { name, message, statusCode, isRetryable, responseBody, data } = error;
        return { name, message, statusCode, isRetryable, responseBody, data };
      },
    };

    test.each(Object.entries(programs))("%s", async (_name, program) => {
      expect(await outcomeOf(() => program(profiled))).toEqual(await outcomeOf(() => program(bare)));
    });

    test("the raw parts of the model's stream, the same objects at once and in order", async () => {
      const parts = Array.from({ length: 50 }, (_, i) => ({ type: "text-delta", id: "1", delta: `${i}` }));
      const stream = new ReadableStream({
        start: (controller) => {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      const { wrapStream } = profileMiddleware({ endpoint: sink.url });
      const result = await wrapStream({
        doStream: async () => ({ stream }),
        params: { prompt: [] },
        model: { provider: "tiny.chat", modelId: "m" },
      });
      const got = [];
      for await (const part of result.stream) got.push(part);
      expect(got.every((part, i) => part === parts[i])).toBe(true);
      expect(got).toHaveLength(50);
    });
  });

  describe("its calls", () => {
    test("have model, tokens, finish and anatomy, and no text", async () => {
      const call = await callOf(() =>
        ai.generateText({ ...ASK, model: profiled(), system: "Tell stories, says SECRET." }),
      );
      const served = model.log.at(-1);
      expect(call).toMatchObject({
        provider: "tiny",
        operation: "chat",
        requestModel: "stories260k",
        responseModel: "stories260k",
        stream: false,
        inputTokens: served?.promptTokens,
        outputTokens: served?.completionTokens,
        finishReason: "length",
        team: "ai",
        errorClass: null,
        ttftMs: null,
        segments: [
          { path: "system", kind: "static" },
          { path: "user", kind: "variable" },
        ],
      });
      expect(call.responseId).toMatch(/^chatcmpl/);
      expect(Buffer.concat(sink.bodies).includes("SECRET")).toBe(false);
    });

    test("of a stream have the time to the first token as the server saw it", async () => {
      const call = await callOf(async () => ai.streamText({ ...ASK, model: profiled() }).consumeStream());
      const served = model.log.at(-1);
      expect(call).toMatchObject({ stream: true, outputTokens: 8, finishReason: "length", errorClass: null });
      const firstAt = call.startTime + (call.ttftMs ?? 0);
      expect(firstAt).toBeGreaterThanOrEqual((served?.firstTokenAt ?? Infinity) - 1);
      expect(sink.spans().at(-1)?.attributes.get("promptprof.stream.gaps.count")).toBeGreaterThan(0);
    });

    test("that are refused say why, each attempt by itself", async () => {
      const program = () => ai.generateText({ ...ASK, maxRetries: 1, model: profiled("stories260k-flaky") });
      const calls = await callsOf(program);
      expect(
        calls.map(({ errorClass, httpStatus, errorType }) => [errorClass, httpStatus, errorType]),
      ).toEqual([
        ["overloaded", 503, "overloaded"],
        [null, null, null],
      ]);
    });

    test("whose stream breaks or fails end with what was seen", async () => {
      const broken = (name: string) =>
        callOf(async () => {
          const { fullStream } = ai.streamText({ ...ASK, model: profiled(name), onError: () => {} });
          await outcomeOf(async () => {
            for await (const part of fullStream) expect(part).toBeDefined();
          });
        });
      expect(await broken("stories260k-failing")).toMatchObject({ stream: true, errorType: "server_error" });
      expect(await broken("stories260k-cut")).toMatchObject({ stream: true, errorClass: "network" });
    });

    test("that the caller aborts are cancelled", async () => {
      const controller = new AbortController();
      const program = async () => {
        const options = { ...ASK, maxOutputTokens: 200, abortSignal: controller.signal };
        const { fullStream } = ai.streamText({ ...options, model: profiled() });
        for await (const part of fullStream) if (part.type === "text-delta") controller.abort();
      };
      expect(await callOf(program)).toMatchObject({ stream: true, errorClass: "cancelled" });
    });

    test("are named by the call, else by the context, else by the middleware", async () => {
      const middleware = profileMiddleware({ endpoint: sink.url, prompt: "by-middleware" });
      const named = ai.wrapLanguageModel({ model: bare(), middleware });
      const calls = await callsOf(async () => {
        await ai.generateText({ ...ASK, model: named });
        await withContext({ prompt: "by-context" }, () => ai.generateText({ ...ASK, model: named }));
        const providerOptions = { promptprof: { prompt: "by-call" } };
        await withContext({ prompt: "by-context" }, () =>
          ai.generateText({ ...ASK, model: named, providerOptions }),
        );
      });
      expect(calls.map(({ prompt }) => prompt)).toEqual(["by-middleware", "by-context", "by-call"]);
    });
  });

  describe("what a model says of itself", () => {
    const answer = (result: object, provider = "anthropic.messages", params: object = { prompt: [] }) =>
      callOf(() =>
        profileMiddleware({ endpoint: sink.url }).wrapGenerate({
          doGenerate: async () => result,
          params,
          model: { provider, modelId: "m" },
        }),
      );

    test("usage of versions 3 and 4, with its details", async () => {
      const call = await answer({
        content: [{ type: "tool-call" }, { type: "text", text: "x" }, { type: "tool-call" }],
        finishReason: { unified: "tool-calls", raw: "tool_use" },
        usage: {
          inputTokens: { total: 100, noCache: 10, cacheRead: 70, cacheWrite: 20 },
          outputTokens: { total: 30, text: 20, reasoning: 10 },
        },
        response: { id: "msg_1", modelId: "m-2026", headers: { "request-id": "req_7" } },
      });
      expect(call).toMatchObject({
        provider: "anthropic",
        inputTokens: 100,
        cacheReadTokens: 70,
        cacheWriteTokens: 20,
        outputTokens: 30,
        reasoningTokens: 10,
        finishReason: "tool_use",
        responseId: "msg_1",
        responseModel: "m-2026",
      });
      const { attributes } = sink.spans().at(-1) ?? {};
      expect(attributes?.get("promptprof.response.tool_calls")).toBe(2);
      expect(attributes?.get("promptprof.response.request_id")).toBe("req_7");
    });

    test("usage of version 2, where Anthropic's input leaves the cache out", async () => {
      const usage = { inputTokens: 10, outputTokens: 30, totalTokens: 40, cachedInputTokens: 70 };
      const providerMetadata = { anthropic: { cacheCreationInputTokens: 20 } };
      expect(await answer({ content: [], finishReason: "stop", usage, providerMetadata })).toMatchObject({
        inputTokens: 100,
        cacheReadTokens: 70,
        cacheWriteTokens: 20,
        finishReason: "stop",
      });
      expect(await answer({ usage: { ...usage, inputTokens: 80 } }, "openai.chat")).toMatchObject({
        provider: "openai",
        inputTokens: 80,
        cacheReadTokens: 70,
      });
    });

    test("a conversation with tools has the anatomy that it has for every provider", async () => {
      const prompt: LanguageModelV3CallOptions["prompt"] = [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Rain?" }] },
        {
          role: "assistant",
          content: [{ type: "tool-call", toolCallId: "1", toolName: "weather", input: { city: "Ulm" } }],
        },
        {
          role: "tool",
          content: [
            {
              type: "tool-result",
              toolCallId: "1",
              toolName: "weather",
              output: { type: "text", value: "sunny" },
            },
          ],
        },
        { role: "user", content: [{ type: "text", text: "And tomorrow?" }] },
      ];
      const call = await answer({}, "google.generative-ai", { prompt, tools: [{ name: "weather" }] });
      expect(call).toMatchObject({ provider: "gcp.gemini", tokenSource: "absent" });
      expect(call.segments.map(({ path }) => path)).toEqual([
        "system",
        "user/history",
        "assistant",
        "tool",
        "user",
        "tools",
      ]);
    });

    test("anything at all is handed on", async () => {
      const { wrapGenerate, wrapStream } = profileMiddleware({ endpoint: sink.url });
      for (const odd of [null, 7, "text", {}, { usage: 7 }, { content: [null], response: 7 }]) {
        const asked = { params: odd as object, model: odd as never };
        expect(await wrapGenerate({ ...asked, doGenerate: async () => odd })).toBe(odd);
        expect(await wrapStream({ ...asked, doStream: async () => odd as never })).toBe(odd);
      }
    });
  });

  test("embeddings are calls, one a request", async () => {
    const fetch = async () =>
      Response.json({ data: [{ embedding: [1] }, { embedding: [2] }], usage: { prompt_tokens: 4 } });
    const provider = create({ name: "tiny", baseURL: "http://tiny.invalid", fetch });
    const embedder = ai.wrapEmbeddingModel({
      model: provider.embeddingModel("embed-1"),
      middleware: profileEmbeddingMiddleware({ endpoint: sink.url }),
    });
    const call = await callOf(async () => {
      const { embeddings } = await ai.embedMany({ model: embedder, values: ["a", "b"] });
      expect(embeddings).toEqual([[1], [2]]);
    });
    expect(call).toMatchObject({ operation: "embeddings", requestModel: "embed-1", inputTokens: 4 });
  });
}
