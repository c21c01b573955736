import { flush, profile, shutdown } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

const ANSWER = {
  id: "chatcmpl-1",
  model: "m-1",
  choices: [{ index: 0, message: {}, finish_reason: "stop" }],
};
const ASK = { model: "m", messages: [{ role: "user" as const, content: "Hi" }] };

describe("a host without OpenTelemetry", () => {
  let sink: OtlpSink;
  let client: OpenAI;
  beforeAll(async () => {
    sink = await startOtlpSink();
  });
  beforeEach(() => {
    client = profile(answering(), { endpoint: sink.url, service: "shop", environment: "test", project: "p" });
  });
  afterAll(async () => {
    await shutdown();
    await sink.close();
  });

  test("sends its calls as client spans, with the resource that the options name", async () => {
    await client.chat.completions.create(ASK);
    await flush();
    const span = sink.spans().at(-1);
    expect(span).toMatchObject({
      name: "chat m",
      kind: 3,
      parentSpanId: null,
      scope: { name: "@promptprof/sdk" },
    });
    expect(sink.calls().at(-1)).toMatchObject({
      service: "shop",
      environment: "test",
      project: "p",
      responseModel: "m-1",
    });
  });

  test("gives every call ids of its own", async () => {
    const before = sink.spans().length;
    await Promise.all(Array.from({ length: 300 }, () => client.chat.completions.create(ASK)));
    await flush();
    const spans = sink.spans().slice(before);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(300);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(300);
  });

  test("counts what the server did not take, and reports it with the next call", async () => {
    sink.status = 400;
    await client.chat.completions.create(ASK);
    await client.chat.completions.create(ASK);
    await flush();
    await client.chat.completions.create(ASK);
    await flush();
    sink.status = 200;
    await client.chat.completions.create(ASK);
    await flush();
    await client.chat.completions.create(ASK);
    await flush();
    const drops = sink
      .spans()
      .slice(-2)
      .map(({ attributes }) => attributes.get("promptprof.client.drops"));
    expect(drops).toEqual([3, undefined]);
  });

  test("ends calls that are still open at shutdown, and clients work on after it", async () => {
    const stream = await client.chat.completions.create({ ...ASK, stream: true });
    await shutdown();
    expect(sink.calls().at(-1)).toMatchObject({
      errorClass: "cancelled",
      stream: true,
      finishReason: "error",
    });
    for await (const chunk of stream) expect(chunk).toBeDefined();
    expect(await client.chat.completions.create(ASK)).toMatchObject({ id: "chatcmpl-1" });
    await flush();
    const before = sink.calls().length;
    await profile(answering(), { endpoint: sink.url }).chat.completions.create(ASK);
    await flush();
    expect(sink.calls().length).toBe(before + 1);
  });

  test("is not disturbed by an endpoint that makes no sense", async () => {
    const lost = profile(answering(), { endpoint: "not a url" });
    expect(await lost.chat.completions.create(ASK)).toMatchObject({ id: "chatcmpl-1" });
    expect(await flush()).toEqual({ sent: false, waiting: 0, dropped: 1 });
  });
});

/** A real client whose server is in the process. */
function answering(): OpenAI {
  return new OpenAI({ apiKey: "none", fetch: async (_url, init) => answer(JSON.stringify(init)) });
}

function answer(request: string): Response {
  if (!request.includes(String.raw`\"stream\":true`)) return Response.json(ANSWER);
  return new Response("data: [DONE]\n\n", { headers: { "content-type": "text/event-stream" } });
}
