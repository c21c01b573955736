// Somebody else's idea of how the providers answer, over real HTTP.
import { LLMock } from "@copilotkit/aimock";
import type { ModelRequest, Outcome, Provider } from "@promptprof/bench";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providerOfEntry } from "../../packages/bench/src/providers/provider-of-entry.ts";

const TEXT = "Hello there, my dear friend!";

function request(content: string): ModelRequest {
  const messages = [
    { role: "system" as const, content: "Be brief." },
    { role: "user" as const, content },
  ];
  const tools = [
    { name: "weather", description: "of a city", parameters: { type: "object", properties: {} } },
  ];
  return { messages, model: "some-model", parameters: { temperature: 0 }, tools, segments: [] };
}

describe.each([
  ["openai", "/v1"],
  ["anthropic", "/v1"],
  ["gemini", "/v1beta"],
  ["ollama", ""],
] as const)("the provider %s against aimock", (type, path) => {
  let mock: LLMock;
  beforeAll(async () => {
    mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
    mock.onMessage(/hello/, { content: TEXT }, { chunkSize: 6, latency: 2 });
    mock.onMessage(/sky/, { toolCalls: [{ name: "weather", arguments: '{"city":"Rome"}' }] });
    mock.onMessage(/limit/, { error: { message: "Slow down", type: "rate_limit_error" }, status: 429 });
    mock.onMessage(/cut/, { content: TEXT }, { chunkSize: 6, latency: 10, truncateAfterChunks: 3 });
    await mock.start();
  });
  afterAll(() => mock.stop());

  function provider(stream: boolean): Provider {
    const world = { directory: ".", environment: { KEY: "secret" }, watch: null };
    const url = `${mock.url}${path}/`;
    return providerOfEntry({ id: "p", type, url, key: "KEY", stream }, world).provider;
  }

  async function call(content: string, stream: boolean): Promise<Outcome> {
    return provider(stream).call(request(content), new AbortController().signal);
  }

  test.each([true, false])("answers with its text and its counts, streamed: %s", async (stream) => {
    const reply = await call("hello", stream);
    expect(reply).toMatchObject({ kind: "reply", text: TEXT, toolCalls: [], attempts: 1 });
    if (reply.kind === "failure") throw new Error(reply.message);
    expect(reply.ttftMs === null).toBe(!stream);
    expect(reply.durationMs).toBeGreaterThan(reply.ttftMs ?? 0);
  });

  test.each([true, false])("gives the calls of tools, streamed: %s", async (stream) => {
    expect(await call("sky", stream)).toMatchObject({
      kind: "reply",
      toolCalls: [{ name: "weather", arguments: { city: "Rome" } }],
    });
  });

  test.each([true, false])("a refusal is a failure of its class, streamed: %s", async (stream) => {
    const failure = await call("limit", stream);
    expect(failure).toMatchObject({ kind: "failure", errorClass: "rate_limit", httpStatus: 429 });
    expect(failure).toMatchObject({ message: expect.stringContaining("Slow down") });
  });

  test("a stream that breaks off is a failure", async () => {
    expect(await call("cut", true)).toMatchObject({
      kind: "failure",
      errorClass: "network",
      httpStatus: null,
    });
  });

  test("an abort is a failure of class cancelled", async () => {
    const stop = new AbortController();
    stop.abort();
    const outcome = await provider(true).call(request("hello"), stop.signal);
    expect(outcome).toMatchObject({ kind: "failure", errorClass: "cancelled" });
  });
});
