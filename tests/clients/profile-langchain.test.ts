import { flush, shutdown, withContext } from "@promptprof/sdk";
import { promptprofHandler } from "@promptprof/sdk/langchain";
import type { Call } from "@promptprof/model";
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { ChatOpenAI } from "@langchain/openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missing } from "../shared-files.ts";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

const QUESTION = "Once upon a time, says SECRET,";

describe.skipIf(missing("data/model/stories260K.bin"))("promptprofHandler() and LangChain", () => {
  let model: TinyModel;
  let sink: OtlpSink;
  beforeAll(async () => {
    [model, sink] = await Promise.all([startTinyModel({ port: 0 }), startOtlpSink()]);
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([model.close(), sink.close()]);
  });

  function chat(name = "stories260k"): ChatOpenAI {
    return new ChatOpenAI({
      model: name,
      apiKey: "none",
      temperature: 0,
      maxTokens: 8,
      maxRetries: 0,
      configuration: { baseURL: `${model.url}/v1` },
      callbacks: [promptprofHandler({ endpoint: sink.url, metadataTags: ["tenant"], prompt: "by-handler" })],
    });
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

  test("a call has model, provider, tokens, finish and anatomy, and no text", async () => {
    const messages = [new SystemMessage("Tell stories, says SECRET."), new HumanMessage(QUESTION)];
    const call = await callOf(() => chat().invoke(messages));
    const served = model.log.at(-1);
    expect(call).toMatchObject({
      provider: "openai",
      operation: "chat",
      requestModel: "stories260k",
      responseModel: "stories260k",
      stream: false,
      inputTokens: served?.promptTokens,
      outputTokens: served?.completionTokens,
      finishReason: "length",
      errorClass: null,
      segments: [
        { path: "system", kind: "static" },
        { path: "user", kind: "variable" },
      ],
    });
    expect(call.responseId).toMatch(/^chatcmpl/);
    expect(Buffer.concat(sink.bodies).includes("SECRET")).toBe(false);
  });

  test("a streamed call has the time to its first token, and its tokens", async () => {
    const call = await callOf(async () => {
      for await (const chunk of await chat().stream(QUESTION)) expect(chunk).toBeDefined();
    });
    const served = model.log.at(-1);
    expect(call).toMatchObject({ stream: true, outputTokens: served?.completionTokens, errorClass: null });
    const firstAt = call.startTime + (call.ttftMs ?? 0);
    expect(firstAt).toBeGreaterThanOrEqual((served?.firstTokenAt ?? Infinity) - 1);
    expect(sink.spans().at(-1)?.attributes.get("promptprof.stream.gaps.count")).toBeGreaterThan(0);
  });

  test("a refused call says why, and the caller gets the same error", async () => {
    const call = await callOf(() =>
      expect(chat("stories260k-rate-limited").invoke(QUESTION)).rejects.toMatchObject({ status: 429 }),
    );
    expect(call).toMatchObject({ errorClass: "rate_limit", httpStatus: 429 });
  });

  test("calls are named by metadata, else by the context, else by the handler; tags are tags", async () => {
    const calls = await callsOf(async () => {
      await chat().invoke(QUESTION);
      await withContext({ prompt: "by-context" }, () => chat().invoke(QUESTION));
      await chat().invoke(QUESTION, {
        tags: ["beta"],
        metadata: { promptprof_prompt: "by-metadata", thread_id: "t-1", tenant: "acme", other: "SECRET" },
      });
    });
    expect(calls.map(({ prompt }) => prompt)).toEqual(["by-handler", "by-context", "by-metadata"]);
    expect(calls[2]).toMatchObject({ session: "t-1", tags: ["beta", "tenant:acme"] });
  });

  test("a batch is one call each, and a model without usage has calls without tokens", async () => {
    const fake = new FakeListChatModel({ responses: ["a", "b"] });
    const callbacks = [promptprofHandler({ endpoint: sink.url })];
    const calls = await callsOf(() => fake.batch(["x", "y"], { callbacks }));
    expect(calls.map(({ tokenSource, inputTokens }) => [tokenSource, inputTokens])).toEqual([
      ["absent", null],
      ["absent", null],
    ]);
  });

  test("usage details, tool calls and older forms of usage are read from what a model says", async () => {
    const handler = promptprofHandler({ endpoint: sink.url });
    const run = (id: string, output: object) =>
      callOf(async () => {
        const question = [
          new HumanMessage("Rain?"),
          new AIMessage({ content: "", tool_calls: [{ name: "weather", args: { city: "Ulm" } }] }),
          new ToolMessage({ content: "sunny", tool_call_id: "1" }),
          new HumanMessage("And tomorrow?"),
        ];
        handler.handleChatModelStart({}, [question], id, undefined, {}, [], { ls_provider: "google_genai" });
        handler.handleLLMEnd(output, id);
      });
    const message = new AIMessage({
      content: "",
      id: "msg_1",
      tool_calls: [{ name: "weather", args: {} }],
      response_metadata: { model: "m-1", stop_reason: "tool_use" },
    });
    const usage_metadata = {
      input_tokens: 100,
      output_tokens: 30,
      total_tokens: 130,
      input_token_details: { cache_read: 70, cache_creation: 20 },
      output_token_details: { reasoning: 10 },
    };
    Object.assign(message, { usage_metadata });
    const call = await run("r-1", { generations: [[{ text: "", message }]] });
    expect(call).toMatchObject({
      provider: "gcp.gemini",
      inputTokens: 100,
      cacheReadTokens: 70,
      cacheWriteTokens: 20,
      outputTokens: 30,
      reasoningTokens: 10,
      finishReason: "tool_use",
      responseId: "msg_1",
      responseModel: "m-1",
    });
    expect(call.segments.map(({ path }) => path)).toEqual(["user/history", "assistant", "tool", "user"]);
    expect(sink.spans().at(-1)?.attributes.get("promptprof.response.tool_calls")).toBe(1);
    const llmOutput = { tokenUsage: { promptTokens: 5, completionTokens: 6 } };
    expect(await run("r-2", { generations: [[{ text: "" }]], llmOutput })).toMatchObject({
      inputTokens: 5,
      outputTokens: 6,
    });
  });

  test("runs that never end are given up, the oldest first", async () => {
    const handler = promptprofHandler({ endpoint: sink.url });
    const calls = await callsOf(async () => {
      for (let run = 0; run < 10_003; run += 1) handler.handleLLMStart({}, ["Hi"], `run-${run}`);
    });
    expect(calls.map(({ errorClass }) => errorClass)).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  test("nothing that LangChain might say reaches the host as an error", () => {
    const handler = promptprofHandler({ endpoint: sink.url });
    for (const odd of [null, undefined, 7, {}, [null]] as never[]) {
      handler.handleChatModelStart(odd, odd, odd);
      handler.handleLLMStart(odd, odd, odd);
      handler.handleLLMNewToken(odd, odd, odd, odd, odd, odd);
      handler.handleLLMEnd(odd, odd);
      handler.handleLLMError(odd, odd);
    }
    expect(handler.copy()).toBe(handler);
  });
});
