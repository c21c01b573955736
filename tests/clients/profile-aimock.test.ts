/* oxlint-disable vitest/expect-expect -- sameForBoth expects */
// Somebody else's idea of how the providers answer: what holds against our own servers holds against it.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { LLMock } from "@copilotkit/aimock";
import { Mistral } from "@mistralai/mistralai";
import { shutdown } from "@promptprof/sdk";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { CohereClientV2 } from "cohere-ai";
import { Ollama } from "ollama";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { collect, sideBySide } from "./side-by-side.ts";

/** One client: how it is made, and how it asks. */
interface Asking<Client extends object = object> {
  readonly newClient: (url: string) => Client;
  readonly ask: (client: Client, content: string, stream: boolean) => Promise<unknown>;
}

const askedOf = (content: string) => ({ model: "m", messages: [{ role: "user" as const, content }] });

const MISTRAL: Asking<Mistral> = {
  newClient: (serverURL) => new Mistral({ apiKey: "none", serverURL }),
  ask: async ({ chat }, content, stream) =>
    stream ? collect(await chat.stream(askedOf(content))) : chat.complete(askedOf(content)),
};
const COHERE: Asking<CohereClientV2> = {
  newClient: (environment) => new CohereClientV2({ token: "none", environment, maxRetries: 0 }),
  ask: async (client, content, stream) =>
    stream ? collect(await client.chatStream(askedOf(content))) : client.chat(askedOf(content)),
};
const OLLAMA: Asking<Ollama> = {
  newClient: (host) => new Ollama({ host }),
  ask: async (client, content, stream) =>
    stream
      ? collect(await client.chat({ ...askedOf(content), stream }))
      : client.generate({ model: "m", prompt: content }),
};
const BEDROCK: Asking<BedrockRuntimeClient> = {
  newClient: (endpoint) =>
    new BedrockRuntimeClient({
      endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "none", secretAccessKey: "none" },
      requestHandler: new NodeHttpHandler(),
      maxAttempts: 1,
    }),
  ask: async (client, content, stream) => {
    const asked = { modelId: "m", messages: [{ role: "user" as const, content: [{ text: content }] }] };
    if (stream) return collect((await client.send(new ConverseStreamCommand(asked))).stream);
    return { ...(await client.send(new ConverseCommand(asked))), $metadata: null };
  },
};
const CLIENTS: readonly (readonly [name: string, asking: Asking])[] = [
  ["Mistral", MISTRAL as Asking],
  ["Cohere", COHERE as Asking],
  ["Ollama", OLLAMA as Asking],
  ["Bedrock", BEDROCK as Asking],
];

describe.each(CLIENTS)("a profiled client of %s against aimock", (_name, { newClient, ask }) => {
  let mock: LLMock;
  let sink: OtlpSink;
  beforeAll(async () => {
    mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
    const content = "Hello there, my dear friend!";
    mock.onMessage(/hello/, { content }, { chunkSize: 6, latency: 2 });
    mock.onMessage(/cut/, { content }, { chunkSize: 6, latency: 10, truncateAfterChunks: 4 });
    mock.onMessage(/limit/, { error: { message: "Slow down", type: "rate_limit_error" }, status: 429 });
    mock.onMessage(/overload/, { error: { message: "Overloaded", type: "overloaded_error" }, status: 529 });
    [, sink] = await Promise.all([mock.start(), startOtlpSink()]);
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([mock.stop(), sink.close()]);
  });

  function side() {
    const provider = { url: mock.url, requests: [], close: async () => {} };
    return sideBySide(() => newClient(mock.url), provider, sink);
  }

  test.each([
    ["hello", false, { errorClass: null, httpStatus: 200, attempts: 1 }],
    ["hello", true, { errorClass: null, httpStatus: 200, attempts: 1, ttftMs: expect.any(Number) }],
    ["cut", true, { httpStatus: 200, attempts: 1, finishReason: "error" }],
    ["limit", false, { errorClass: "rate_limit", httpStatus: 429, attempts: 1 }],
    ["limit", true, { errorClass: "rate_limit", httpStatus: 429, attempts: 1 }],
    ["overload", true, { errorClass: "overloaded", httpStatus: 529, attempts: 1 }],
  ] as const)("%s, streamed: %s, is the same, and one call", async (content, stream, expected) => {
    const { sameForBoth, callOf } = side();
    await sameForBoth(async (client) => withoutIds(await ask(client, content, stream)));
    const call = await callOf((client) => ask(client, content, stream).catch(() => null));
    expect(call).toMatchObject({ ...expected, stream });
  });
});

/** It makes up ids at random. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === "id" ? "…" : item)));
}
