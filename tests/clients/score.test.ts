import { callIdOf, flush, profile, score, shutdown } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

const ASK = { model: "m", messages: [{ role: "user" as const, content: "Hi" }] };
const VECTOR = { object: "list", model: "m", data: [{ index: 0, embedding: [1] }] };

let sink: OtlpSink;
let client: OpenAI;
beforeAll(async () => {
  sink = await startOtlpSink();
  client = profile(new OpenAI({ apiKey: "none", fetch: answer }), { endpoint: sink.url });
});
afterAll(async () => {
  await shutdown();
  await sink.close();
});

/** The scores that a piece of a program gave, as they left. */
async function scored(work: () => void) {
  const before = sink.logs().length;
  work();
  await flush();
  return sink
    .logs()
    .slice(before)
    .map(({ attributes, eventName, traceId, spanId }) => ({
      ...Object.fromEntries(attributes),
      eventName,
      call: traceId === null ? null : `${traceId}:${spanId}`,
    }));
}

test("an answer with an id is scored by it, as the conventions' event", async () => {
  const completion = await client.chat.completions.create(ASK);
  expect(callIdOf(completion)).toBe("chatcmpl-1");
  expect(await scored(() => score(completion, "helpful", true, { label: "yes", project: "p" }))).toEqual([
    {
      eventName: "gen_ai.evaluation.result",
      call: null,
      "gen_ai.evaluation.name": "helpful",
      "gen_ai.evaluation.score.value": 1,
      "gen_ai.evaluation.score.label": "yes",
      "gen_ai.response.id": "chatcmpl-1",
      "promptprof.score.source": "user_feedback",
      "promptprof.project": "p",
    },
  ]);
});

test("an answer without an id is scored by its span, later and elsewhere too", async () => {
  const vectors = await client.embeddings.create({ model: "m", input: "Hi", encoding_format: "float" });
  const id = callIdOf(vectors) ?? "";
  await flush();
  const span = sink.spans().at(-1);
  expect(id).toBe(`${span?.traceId}:${span?.spanId}`);
  const scores = await scored(() => {
    score(vectors, "close", 0.25, { source: "rule" });
    score(id, "close", 0.5, { source: "rule" });
  });
  expect(scores).toMatchObject([
    { call: id, "gen_ai.evaluation.score.value": 0.25 },
    { call: id, "gen_ai.evaluation.score.value": 0.5 },
  ]);
});

test("a stream can be scored while it is read", async () => {
  const stream = await client.chat.completions.create({ ...ASK, stream: true });
  const [given] = await scored(() => score(stream, "fast", 1));
  expect(given?.call).toMatch(/^[0-9a-f]{32}:[0-9a-f]{16}$/);
  for await (const chunk of stream) expect(chunk.id).toBe("chatcmpl-1");
  expect((await scored(() => score(stream, "fast", 1)))[0]).toMatchObject({
    call: given?.call,
    "gen_ai.response.id": "chatcmpl-1",
  });
});

test("what is no call, no name or no value is told, and never thrown", async () => {
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const scores = await scored(() => {
    score({}, "helpful", 1);
    score("", "helpful", 1);
    score("chatcmpl-1", "helpful", Number.NaN);
    score(null as never, "helpful", 1);
    score("chatcmpl-1", 7 as never, 1);
  });
  expect(scores).toEqual([]);
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    'score("helpful") finds no call: it takes an answer or a stream of a profiled client, a response id or callIdOf(answer)',
    'score("helpful"): the value must be a finite number or a boolean, got NaN',
  ]);
  warn.mockRestore();
});

/** A server in the process. */
const answer: typeof fetch = async (url, init) => {
  if (JSON.stringify(url).includes("embeddings")) return Response.json(VECTOR);
  const id = "chatcmpl-1";
  if (!JSON.stringify(init).includes(String.raw`\"stream\":true`)) return Response.json({ id, choices: [] });
  return new Response(`data: ${JSON.stringify({ id, choices: [] })}\n\ndata: [DONE]\n\n`, {
    headers: { "content-type": "text/event-stream" },
  });
};
