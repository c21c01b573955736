/* oxlint-disable vitest/expect-expect -- expectOneSpan expects */
import Anthropic from "@anthropic-ai/sdk";
import { setImmediate as nextTurn } from "node:timers/promises";
import { context, trace, type Attributes } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-base";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shutdown } from "../../flush.ts";
import { HostContextManager } from "../../host-context.case.ts";
import type { ProfileOptions } from "../../profile-options.ts";
import { profile } from "../../profile.ts";

const ASK = {
  model: "claude-sonnet-4-5",
  max_tokens: 99,
  messages: [{ role: "user" as const, content: "Hi" }],
};
const USAGE = {
  input_tokens: 11,
  output_tokens: 7,
  cache_read_input_tokens: 5,
  cache_creation_input_tokens: 0,
};
const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
  content: [{ type: "text", text: "Hello" }],
  stop_reason: "end_turn",
  usage: USAGE,
};
const EVENTS = [
  { type: "message_start", message: { ...MESSAGE, content: [], stop_reason: null } },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 7 } },
  { type: "message_stop" },
];

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

function whole(): Response {
  return Response.json(MESSAGE);
}

function streamed(): Response {
  const body = EVENTS.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

function failing(): Response {
  const error = { type: "rate_limit_error", message: "slow down" };
  return Response.json({ type: "error", error }, { status: 429 });
}

function newClient(answer: () => Response, options: object = {}, profiling: ProfileOptions = {}): Anthropic {
  const fetch = async (): Promise<Response> => answer();
  return profile(new Anthropic({ apiKey: "none", maxRetries: 0, fetch, ...options }), profiling);
}

async function collect(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items) continue;
}

/** Spans of calls to a model, ours or the client's. */
function spans(): readonly ReadableSpan[] {
  return exporter.getFinishedSpans();
}

/** One span, the client's own, with its attributes and ours. */
async function expectOneSpan(work: () => Promise<unknown>, attributes: Attributes): Promise<void> {
  await work();
  await nextTurn();
  expect(spans().map(({ name }) => name)).toEqual(["anthropic.messages.create"]);
  const [span] = spans();
  expect(span?.instrumentationScope.name).toBe("com.anthropic.sdk.typescript");
  expect(span?.attributes).toMatchObject({
    "http.route": "/v1/messages",
    "gen_ai.request.max_tokens": 99,
    "promptprof.project": "default",
    "promptprof.attempts": 1,
    "promptprof.segments.paths": ["user"],
    ...attributes,
  });
}

function broken(): never {
  throw new Error("sabotage");
}

describe("the spans that @anthropic-ai/sdk makes by itself, in a host with OpenTelemetry", () => {
  beforeEach(() => {
    trace.setGlobalTracerProvider(provider);
    context.setGlobalContextManager(new HostContextManager());
  });
  afterEach(() => {
    exporter.reset();
    trace.disable();
    context.disable();
  });

  const answered = {
    "gen_ai.usage.input_tokens": 16,
    "gen_ai.usage.output_tokens": 7,
    "gen_ai.response.finish_reasons": ["end_turn"],
    "promptprof.token_source": "reported",
  };

  test("is one span, with what the client says and what we know on top", async () => {
    const client = newClient(whole);
    await expectOneSpan(async () => client.messages.create(ASK), {
      ...answered,
      "anthropic.message.stop_reason": "end_turn",
      "http.response.status_code": 200,
    });
  });

  test.each<[string, (client: Anthropic) => Promise<unknown>]>([
    ["create", async (client) => collect(await client.messages.create({ ...ASK, stream: true }))],
    ["stream", (client) => client.messages.stream(ASK).finalMessage()],
    ["beta.stream", (client) => client.beta.messages.stream(ASK).finalMessage()],
    [
      "tee",
      async (client) => {
        const [left, right] = (await client.messages.create({ ...ASK, stream: true })).tee();
        await Promise.all([collect(left), collect(right)]);
      },
    ],
  ])("is one span for a stream by %s", async (_name, read) => {
    await expectOneSpan(() => read(newClient(streamed)), { ...answered, "gen_ai.request.stream": true });
  });

  test("is one span of a call that failed, and of a copy by withOptions", async () => {
    const client = newClient(failing).withOptions({ timeout: 1000 });
    await expectOneSpan(async () => client.messages.create(ASK).catch(() => null), {
      "error.type": "rate_limit_error",
      "promptprof.error.class": "rate_limit",
      "promptprof.token_source": "absent",
    });
  });

  test("is one span of a raw response, and of a stream that nobody reads", async () => {
    await expectOneSpan(async () => (await newClient(whole).messages.create(ASK).asResponse()).json(), {});
    exporter.reset();
    await expectOneSpan(
      async () => {
        await newClient(streamed).messages.create({ ...ASK, stream: true });
        await shutdown();
      },
      { "promptprof.error.class": "cancelled" },
    );
  });

  test("is below what is active, and stays the one that the client's requests are below", async () => {
    const tracer = provider.getTracer("host");
    const client = newClient(() => {
      tracer.startSpan("HTTP POST").end();
      return whole();
    });
    await tracer.startActiveSpan("request", async (span) => {
      await client.messages.create(ASK);
      span.end();
    });
    const [http, call, request] = spans();
    expect(http?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
    expect(call?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  });

  test("is ours where the client is told to make none", async () => {
    await newClient(whole, { openTelemetry: false }).messages.create(ASK);
    expect(spans().map(({ name }) => name)).toEqual(["chat claude-sonnet-4-5"]);
  });

  test("other spans of the client stay as they are", async () => {
    const client = newClient(() => Response.json({ input_tokens: 3 }));
    await client.messages.countTokens({ model: ASK.model, messages: ASK.messages });
    expect(spans().map(({ name, attributes }) => [name, "promptprof.project" in attributes])).toEqual([
      ["anthropic.messages.count_tokens", false],
    ]);
  });

  test("a span of the client that throws does not reach the host", async () => {
    const tracerProvider = { getTracer: () => ({ startSpan: broken, startActiveSpan: broken }) };
    const client = newClient(whole, { openTelemetry: { tracerProvider } });
    expect(await client.messages.create(ASK)).toMatchObject({ id: "msg_1" });
    expect(spans().map(({ name }) => name)).toEqual(["chat claude-sonnet-4-5"]);
  });
});

describe("a host without OpenTelemetry", () => {
  test("a provider that the client alone has gets its one span, with ours in it", async () => {
    const client = newClient(whole, { openTelemetry: { tracerProvider: provider } });
    await client.messages.create(ASK);
    expect(spans().map(({ attributes }) => attributes["promptprof.project"])).toEqual(["default"]);
    exporter.reset();
  });

  test("a provider for profile() alone gets ours", async () => {
    await newClient(whole, {}, { tracerProvider: provider }).messages.create(ASK);
    expect(spans().map(({ name }) => name)).toEqual(["chat claude-sonnet-4-5"]);
    exporter.reset();
  });
});
