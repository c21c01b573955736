import Anthropic from "@anthropic-ai/sdk";
import { flush, profile, shutdown, withContext } from "@promptprof/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { collect } from "./side-by-side.case.ts";

const BATCH = {
  id: "msgbatch_1",
  type: "message_batch",
  processing_status: "ended",
  created_at: "2026-11-24T10:00:00Z",
  results_url: "https://api.anthropic.com/v1/messages/batches/msgbatch_1/results",
};
const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
  content: [{ type: "text", text: "Hello" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 11, output_tokens: 7, service_tier: "batch" },
};
const LIMIT = { type: "error", error: { type: "overloaded_error", message: "secret" } };
const RESULTS = [
  { custom_id: "one", result: { type: "succeeded", message: MESSAGE } },
  { custom_id: "two", result: { type: "errored", error: LIMIT } },
  { custom_id: "three", result: { type: "expired" } },
];

let sink: OtlpSink;
beforeAll(async () => {
  sink = await startOtlpSink();
});
afterAll(async () => {
  await shutdown();
  await sink.close();
});

/** A real client whose server is in the process. */
function newClient(): Anthropic {
  const lines = RESULTS.map((result) => JSON.stringify(result)).join("\n");
  const fetch = async (url: unknown): Promise<Response> =>
    String(url).endsWith("/results") ? new Response(lines) : Response.json(BATCH);
  return new Anthropic({ apiKey: "none", maxRetries: 0, fetch });
}

function requests() {
  const params = {
    model: "claude-sonnet-4-5",
    max_tokens: 9,
    messages: [{ role: "user" as const, content: "Hi" }],
  };
  return RESULTS.map(({ custom_id }) => ({ custom_id, params }));
}

test("each result of a batch is a call, of the prompt that was asked, and reading it again is no other", async () => {
  const client = profile(newClient(), { endpoint: sink.url });
  const batch = await withContext({ team: "search" }, () =>
    client.messages.batches.create({ requests: requests() }),
  );
  expect(batch).toEqual(await newClient().messages.batches.create({ requests: requests() }));
  const first = await collect(await client.messages.batches.results(batch.id));
  expect(first).toEqual(await collect(await newClient().messages.batches.results(batch.id)));
  await flush();
  const calls = sink.calls();
  expect(calls).toMatchObject([
    { inputTokens: 11, outputTokens: 7, errorClass: null, responseId: "msg_1", serviceTier: "batch" },
    { inputTokens: null, errorClass: "overloaded", errorType: "overloaded_error" },
    { inputTokens: null, errorClass: "timeout" },
  ]);
  for (const call of calls) {
    expect(call).toMatchObject({
      durationMs: null,
      startTime: Date.parse(BATCH.created_at),
      requestModel: "claude-sonnet-4-5",
      team: "search",
      segments: [{ path: "user" }],
    });
  }
  await collect(await client.messages.batches.results(batch.id));
  await flush();
  const again = sink.calls().slice(calls.length);
  expect(again.map(({ traceId, spanId }) => [traceId, spanId])).toEqual(
    calls.map(({ traceId, spanId }) => [traceId, spanId]),
  );
});

test("results of a batch that another process made are calls without their request", async () => {
  const client = profile(newClient(), { endpoint: sink.url });
  const before = sink.calls().length;
  await collect(await client.messages.batches.results(BATCH.id));
  await flush();
  expect(sink.calls().slice(before)).toMatchObject([
    { inputTokens: 11, requestModel: null, segments: [] },
    { errorClass: "overloaded" },
    { errorClass: "timeout" },
  ]);
});
