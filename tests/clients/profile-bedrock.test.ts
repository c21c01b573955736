/* oxlint-disable vitest/expect-expect -- sameForBoth expects */
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import {
  BedrockRuntime,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type BedrockRuntimeClientConfig,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { PROMPTPROF } from "@promptprof/model/words";
import { shutdown } from "@promptprof/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerAsBedrock } from "./bedrock-answers.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { startProvider, type ProviderServer } from "./provider-server.ts";
import { collect, sideBySide, type SideBySide } from "./side-by-side.ts";

const ASK = {
  modelId: "amazon.nova-lite-v1:0",
  system: [{ text: "Be kind." }],
  messages: [{ role: "user" as const, content: [{ text: "Hi" }] }],
};
const CLAUDE = {
  modelId: "us.anthropic.claude-sonnet",
  body: JSON.stringify({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 9,
    system: "Be kind.",
    messages: [{ role: "user", content: "Hi" }],
  }),
};

let provider: ProviderServer;
let sink: OtlpSink;
let side: SideBySide<BedrockRuntimeClient>;

beforeAll(async () => {
  [provider, sink] = await Promise.all([startProvider(answerAsBedrock), startOtlpSink()]);
  side = sideBySide(() => new BedrockRuntimeClient(configFor(provider.url)), provider, sink);
});
afterAll(async () => {
  await shutdown();
  await Promise.all([provider.close(), sink.close()]);
});

function configFor(endpoint: string): BedrockRuntimeClientConfig {
  return {
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 2,
  };
}

describe("a profiled Bedrock client stays what it was", () => {
  test("its answers are the same, whole and streamed, of all commands", async () => {
    await side.sameForBoth((client) => client.send(new ConverseCommand(ASK)));
    await side.sameForBoth(async (client) => {
      const { stream, ...rest } = await client.send(new ConverseStreamCommand(ASK));
      return [withoutMetadata(rest), await collect(stream)];
    });
    await side.sameForBoth(async (client) => {
      const { body, ...rest } = await client.send(new InvokeModelCommand(CLAUDE));
      return [withoutMetadata(rest), body.constructor.name, body.transformToString()];
    });
    await side.sameForBoth(async (client) => {
      const { body } = await client.send(new InvokeModelWithResponseStreamCommand(CLAUDE));
      return (await collect(body)).map(({ chunk }) => new TextDecoder().decode(chunk?.bytes));
    });
  });

  test("metadata, and other commands, are the same", async () => {
    await side.sameForBoth(async (client) => (await client.send(new ConverseCommand(ASK))).$metadata);
    const input = { converse: { messages: ASK.messages } };
    await side.sameForBoth((client) => client.send(new CountTokensCommand({ modelId: "unknown", input })));
  });

  test("a callback gets what it got before, with options and without", async () => {
    await side.sameForBoth((client) => byCallback((done) => client.send(new ConverseCommand(ASK), done)));
    await side.sameForBoth((client) => byCallback((done) => client.send(new ConverseCommand(ASK), {}, done)));
    await side.sameForBoth((client) =>
      byCallback((done) => client.send(new ConverseCommand({ ...ASK, modelId: "unknown" }), done)),
    );
  });

  test("the client with a method for each command works, with a promise and with a callback", async () => {
    const each = sideBySide(() => new BedrockRuntime(configFor(provider.url)), provider, sink);
    await each.sameForBoth(async (client) => withoutMetadata(await client.converse(ASK)));
    await each.sameForBoth((client) => byCallback((done) => client.converse(ASK, done)));
    expect(await each.callOf((client) => client.converse(ASK))).toMatchObject({ inputTokens: 10 });
  });

  test.each(["unknown", "limited"])(
    "%s fails with the same error after as many requests",
    async (modelId) => {
      const { error } = await side.sameForBoth((client) =>
        client.send(new ConverseCommand({ ...ASK, modelId })).catch(withoutDelay),
      );
      expect(error).toMatchObject({ $metadata: { httpStatusCode: expect.any(Number) } });
    },
  );

  test.each(["cut", "failing"])("%s breaks with the same error", async (modelId) => {
    const { error } = await side.sameForBoth(async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand({ ...ASK, modelId }));
      return collect(stream);
    });
    expect(error).toBeDefined();
  });

  test("an abort before and during the request is the same error", async () => {
    const { error } = await side.sameForBoth((client) =>
      client.send(new ConverseCommand(ASK), { abortSignal: AbortSignal.abort() }),
    );
    expect(error).toMatchObject({ name: "AbortError" });
    await side.sameForBoth(async (client) => {
      const controller = new AbortController();
      const command = new ConverseStreamCommand({ ...ASK, modelId: "slow" });
      const { stream } = await client.send(command, { abortSignal: controller.signal });
      for await (const event of stream ?? [])
        if (event.contentBlockDelta?.delta?.text === "lo") controller.abort();
    });
  });

  test("leaving the loop early is the same", async () => {
    await side.sameForBoth(async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand(ASK));
      for await (const event of stream ?? []) return event;
      return null;
    });
  });

  test("options of the caller are not touched, and middleware of its own sees the same", async () => {
    const options = Object.freeze({ requestTimeout: 1000 });
    await side.profiled.send(new ConverseCommand(ASK), options);
    expect(Reflect.ownKeys(options)).toEqual(["requestTimeout"]);
    const { bare, profiled } = side;
    expect(profiled.middlewareStack.identify()).toEqual(bare.middlewareStack.identify());
    expect([profiled.send.name, profiled.send.length]).toEqual([bare.send.name, bare.send.length]);
    expect(Object.keys(profiled)).toEqual(Object.keys(bare));
  });

  test("a subclass keeps its private fields and its own methods", async () => {
    class Own extends BedrockRuntimeClient {
      readonly #modelId = ASK.modelId;
      ask() {
        return this.send(new ConverseCommand({ ...ASK, modelId: this.#modelId })).then(withoutMetadata);
      }
    }
    const own = sideBySide(() => new Own(configFor(provider.url)), provider, sink);
    await own.sameForBoth((client) => client.ask());
    expect(await own.callOf((client) => client.ask())).toMatchObject({ outputTokens: 3 });
  });

  test("a server that is not there is the same error", async () => {
    const gone = sideBySide(
      () => new BedrockRuntimeClient({ ...configFor("http://127.0.0.1:1"), maxAttempts: 1 }),
      provider,
      sink,
    );
    const { error } = await gone.sameForBoth((client) => client.send(new ConverseCommand(ASK)));
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    const call = await gone.callOf((client) => client.send(new ConverseCommand(ASK)).catch(() => null));
    expect(call).toMatchObject({ errorClass: "network", httpStatus: null, attempts: 1 });
  });
});

describe("a call of a Bedrock client becomes a span", () => {
  test("with its tokens, times and head, streamed", async () => {
    const call = await side.callOf(async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand(ASK));
      await collect(stream);
    });
    expect(call).toMatchObject({
      dialect: "promptprof",
      provider: "aws.bedrock",
      operation: "chat",
      requestModel: ASK.modelId,
      stream: true,
      attempts: 1,
      httpStatus: 200,
      errorClass: null,
      finishReason: "end_turn",
      inputTokens: 10,
      cacheReadTokens: 4,
      outputTokens: 3,
      ttftMs: expect.any(Number),
    });
    expect(call.segments.map(({ path }) => path)).toEqual(["system", "user"]);
    expect(sink.spans().at(-1)?.attributes.get(PROMPTPROF.requestId)).toBe("aws-1");
  });

  test("whole, with its tool calls, by promise and by callback", async () => {
    const calls = await side.callsOf(async (client) => {
      await client.send(new ConverseCommand(ASK));
      await byCallback((done) => client.send(new ConverseCommand(ASK), done));
    });
    const same = {
      finishReason: "tool_use",
      inputTokens: 10,
      stream: false,
      ttftMs: null,
      attempts: 1,
      httpStatus: 200,
    };
    expect(calls).toMatchObject([same, same]);
    expect(sink.spans().at(-1)?.attributes.get(PROMPTPROF.toolCalls)).toBe(1);
  });

  test.each([
    [
      CLAUDE.modelId,
      {
        inputTokens: 10,
        cacheReadTokens: 4,
        outputTokens: 3,
        finishReason: "end_turn",
        responseModel: "claude",
      },
    ],
    ["meta.llama3", { inputTokens: 8, outputTokens: 2, finishReason: "stop" }],
  ])("%s is read in its own format, whole and streamed", async (modelId, expected) => {
    const [whole, streamed] = await side.callsOf(async (client) => {
      await client.send(new InvokeModelCommand({ ...CLAUDE, modelId }));
      const { body } = await client.send(new InvokeModelWithResponseStreamCommand({ ...CLAUDE, modelId }));
      await collect(body);
    });
    expect(whole).toMatchObject({ ...expected, requestModel: modelId, stream: false });
    expect(streamed).toMatchObject({ ...expected, stream: true, ttftMs: expect.any(Number) });
    expect(streamed?.segments.map(({ path }) => path)).toEqual(["system", "user"]);
  });

  test("of Titan, text and embeddings", async () => {
    const calls = await side.callsOf(async (client) => {
      const body = JSON.stringify({ inputText: "Hi" });
      await client.send(new InvokeModelCommand({ modelId: "amazon.titan-text-express-v1", body }));
      await client.send(
        new InvokeModelCommand({ modelId: "amazon.titan-embed-text-v2:0", body: Buffer.from(body) }),
      );
    });
    expect(calls).toMatchObject([
      { operation: "chat", inputTokens: 8, outputTokens: 2, finishReason: "FINISH" },
      { operation: "embeddings", inputTokens: 4, outputTokens: null },
    ]);
    expect(calls.map(({ segments }) => segments.map(({ path }) => path))).toEqual([["user"], ["user"]]);
  });

  test.each([
    ["limited", { errorClass: "rate_limit", httpStatus: 429, errorType: "ThrottlingException", attempts: 2 }],
    ["unknown", { errorClass: "invalid_request", httpStatus: 400, attempts: 1 }],
    ["cut", { errorClass: "network", httpStatus: 200, finishReason: "error", attempts: 1 }],
    ["failing", { errorClass: "rate_limit", httpStatus: 200, finishReason: "error", attempts: 1 }],
  ] as const)("%s has its error", async (modelId, expected) => {
    const call = await side.callOf(async (client) => {
      const command = new ConverseStreamCommand({ ...ASK, modelId });
      await client
        .send(command)
        .then(({ stream }) => collect(stream))
        .catch(() => null);
    });
    expect(call).toMatchObject(expected);
  });

  test("with all its tries", async () => {
    const call = await side.callOf((client) =>
      client.send(new ConverseCommand({ ...ASK, modelId: "flaky" })),
    );
    expect(call).toMatchObject({ attempts: 2, httpStatus: 200, errorClass: null });
    expect(sink.spans().at(-1)?.attributes.get(PROMPTPROF.retryWait)).toBeGreaterThan(0);
  });

  test("that was left or never read is cancelled, with what was seen", async () => {
    await collectGarbage();
    const calls = await side.callsOf(async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand({ ...ASK, modelId: "slow" }));
      for await (const event of stream ?? []) if (event.contentBlockDelta !== undefined) break;
      await client.send(new ConverseStreamCommand(ASK)).then(() => null);
      await collectGarbage();
    });
    expect(calls.map(({ errorClass }) => errorClass)).toEqual(["cancelled", "cancelled"]);
    expect(calls[0]?.ttftMs).toEqual(expect.any(Number));
  });

  test("is read to its end while nobody holds it", async () => {
    const call = await side.callOf(async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand(ASK));
      await collectGarbage();
      for await (const event of stream ?? []) {
        expect(event).toBeDefined();
        await collectGarbage();
      }
    });
    expect(call).toMatchObject({ errorClass: null, outputTokens: 3 });
  });

  test("through the handler that the client has by itself, over HTTP/2", async () => {
    const server = createServer();
    server.on("stream", (stream) => {
      const { headers, pieces } = answerAsBedrock(
        { path: `/model/${ASK.modelId}/converse`, headers: {}, body: "" },
        1,
      );
      stream.respond({ ":status": 200, ...headers });
      stream.end(pieces[0]);
    });
    await new Promise<void>((ready) => {
      server.listen(0, "127.0.0.1", ready);
    });
    const { port } = server.address() as AddressInfo;
    const { requestHandler: _, ...config } = configFor(`http://127.0.0.1:${port}`);
    const own = sideBySide(() => new BedrockRuntimeClient(config), provider, sink);
    const call = await own.callOf((client) => client.send(new ConverseCommand(ASK)));
    expect(call).toMatchObject({ inputTokens: 10, httpStatus: 200, attempts: 1 });
    own.bare.destroy();
    own.profiled.destroy();
    server.close();
  });
});

/** Ids and waits are of one request alone. */
function withoutMetadata<Output extends object>(output: Output): Output {
  return { ...output, $metadata: undefined };
}

function withoutDelay(error: unknown): never {
  if (error instanceof Error && "$metadata" in error)
    Object.assign(error.$metadata as object, { totalRetryDelay: 0 });
  throw error;
}

/** What a callback is called with. */
async function byCallback(ask: (done: (...results: unknown[]) => void) => unknown): Promise<unknown> {
  return new Promise((resolve) => {
    const returned = ask((error, output) => {
      const results = error instanceof Error ? [error.name, error.message] : output;
      resolve([returned === undefined, error === null, withoutMetadata(results as object)]);
    });
  });
}
