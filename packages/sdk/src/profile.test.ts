import { AsyncLocalStorage } from "node:async_hooks";
import {
  context,
  ROOT_CONTEXT,
  trace,
  type Context,
  type ContextManager,
  type TracerProvider,
} from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CLIENT_KINDS } from "./client/client-kinds.ts";
import { flush } from "./flush.ts";
import { profile } from "./profile.ts";

const ASK = { model: "gpt-5", messages: [{ role: "user" as const, content: "Hi" }] };
const ANSWER = {
  id: "chatcmpl-1",
  model: "gpt-5-2026",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
};

/** A real client whose server is in the process. */
function newClient(answer: () => Response = () => Response.json(ANSWER)): OpenAI {
  return new OpenAI({ apiKey: "none", maxRetries: 0, fetch: async () => answer() });
}

function events(...chunks: readonly object[]): Response {
  const body = [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((data) => `data: ${data}\n\n`);
  return new Response(body.join(""), { headers: { "content-type": "text/event-stream" } });
}

function streamed(): Response {
  return events({ id: "1", choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: "stop" }] });
}

function broken(): never {
  throw new Error("sabotage");
}

class Database {
  readonly name = "not a client";
}

describe("a host with OpenTelemetry of its own", () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  beforeEach(() => context.setGlobalContextManager(new HostContextManager()));
  afterEach(() => {
    exporter.reset();
    trace.disable();
    context.disable();
  });

  test("gets the spans, also when it registers its provider after the client was profiled", async () => {
    const client = profile(newClient());
    trace.setGlobalTracerProvider(provider);
    await client.chat.completions.create(ASK);
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({ name: "chat gpt-5", instrumentationScope: { name: "@promptprof/sdk" } });
    expect(span?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-5",
      "gen_ai.response.model": "gpt-5-2026",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 3,
      "gen_ai.usage.output_tokens": 1,
      "server.address": "api.openai.com",
      "server.port": 443,
      "http.response.status_code": 200,
    });
  });

  test("sees the call below what is active, and what happens inside of it below the call", async () => {
    const tracer = provider.getTracer("host");
    const client = profile(
      newClient(() => {
        tracer.startSpan("HTTP POST").end();
        return Response.json(ANSWER);
      }),
      { tracerProvider: provider },
    );
    await tracer.startActiveSpan("request", async (span) => {
      await client.chat.completions.create(ASK);
      span.end();
    });
    const [http, call, request] = exporter.getFinishedSpans();
    expect(http?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
    expect(call?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  });

  test("has its own active span around the answer, not ours", async () => {
    const client = profile(newClient(), { tracerProvider: provider });
    await provider.getTracer("host").startActiveSpan("request", async (span) => {
      await client.chat.completions.create(ASK);
      expect(trace.getActiveSpan()).toBe(span);
      span.end();
    });
  });

  test("decides by what a sampler may know before the request leaves", async () => {
    const seen: object[] = [];
    const sampler = {
      shouldSample: (...[, , , , attributes]: readonly unknown[]) => {
        seen.push({ ...(attributes as object) });
        return { decision: 0 };
      },
      toString: () => "none",
    };
    const client = profile(newClient(), { tracerProvider: new BasicTracerProvider({ sampler }) });
    expect(await client.chat.completions.create(ASK)).toMatchObject({ id: "chatcmpl-1" });
    expect(seen[0]).toMatchObject({ "gen_ai.request.model": "gpt-5", "server.address": "api.openai.com" });
  });

  test("is flushed by flush()", async () => {
    const forceFlush = vi.spyOn(provider, "forceFlush");
    trace.setGlobalTracerProvider(provider);
    await flush();
    expect(forceFlush).toHaveBeenCalledOnce();
  });
});

describe("sabotage never reaches the host", () => {
  const span = { setAttributes: broken, setStatus: broken, end: broken, spanContext: broken };
  const providers: Record<string, TracerProvider> = {
    "a provider that throws": { getTracer: broken },
    "a tracer that throws": { getTracer: () => ({ startSpan: broken, startActiveSpan: broken }) },
    "a span that throws": { getTracer: () => ({ startSpan: () => span as never, startActiveSpan: broken }) },
    "a tracer without spans": {
      getTracer: () => ({ startSpan: () => undefined as never, startActiveSpan: broken }),
    },
  };

  test.each(Object.entries(providers))("%s", async (_name, tracerProvider) => {
    const client = profile(newClient(), { tracerProvider });
    expect(await client.chat.completions.create(ASK)).toMatchObject({ id: "chatcmpl-1" });
    const streaming = profile(newClient(streamed), { tracerProvider });
    const chunks = [];
    for await (const chunk of await streaming.chat.completions.create({ ...ASK, stream: true }))
      chunks.push(chunk);
    expect(chunks).toHaveLength(1);
  });

  test("a context manager that throws", async () => {
    context.setGlobalContextManager({
      active: () => ROOT_CONTEXT,
      with: broken,
      bind: broken,
      enable: broken,
      disable: () => broken(),
    } as never);
    try {
      const client = profile(newClient(), { tracerProvider: new BasicTracerProvider() });
      expect(await client.chat.completions.create(ASK)).toMatchObject({ id: "chatcmpl-1" });
    } finally {
      // Where the API keeps it: its own disable() would call the broken one's.
      const api: unknown = Reflect.get(globalThis, Symbol.for("opentelemetry.js.api.1"));
      Reflect.deleteProperty(api as object, "context");
    }
  });

  test("answers of any shape", async () => {
    const shapes = [
      null,
      7,
      "text",
      [],
      {},
      { choices: 7 },
      { choices: [null, {}] },
      { usage: { prompt_tokens: "3" } },
    ];
    for (const shape of shapes) {
      const client = profile(newClient(() => Response.json(shape)));
      expect(await client.chat.completions.create(ASK)).toEqual(shape);
      const items = shape === null ? [] : [shape as object];
      const streaming = profile(newClient(() => events(...items)));
      const seen = [];
      for await (const chunk of await streaming.chat.completions.create({ ...ASK, stream: true }))
        seen.push(chunk);
      expect(seen).toEqual(items);
    }
  });

  test("an answer and a request whose fields throw when they are read", async () => {
    const trap = new Proxy({}, { get: broken, has: broken, ownKeys: broken });
    const client = profile(newClient());
    const messages = [
      trap,
      {
        role: "user",
        get content() {
          return broken();
        },
      },
    ];
    await expect(client.chat.completions.create({ ...ASK, messages } as never)).rejects.toThrow("sabotage");
    const error = new Proxy(new Error("theirs"), {
      get: (target, key) => (key === "status" ? broken() : Reflect.get(target, key)),
    });
    const failing = profile(
      new OpenAI({ apiKey: "none", maxRetries: 0, fetch: () => Promise.reject(error) }),
    );
    await expect(failing.chat.completions.create(ASK)).rejects.toThrow("Connection error");
  });

  test("a client that cannot be changed is left as it is, and works", async () => {
    const client = newClient();
    Object.freeze(client.chat.completions);
    Object.freeze(client.responses);
    expect(profile(client)).toBe(client);
    expect(await client.chat.completions.create(ASK)).toMatchObject({ id: "chatcmpl-1" });
  });

  test.each([null, undefined, 7, "client", {}, [], { chat: null }, { chat: { completions: {} } }])(
    "%j, which is no client, comes back untouched",
    (thing) => {
      const copy: unknown = structuredClone(thing);
      expect(profile(thing as object)).toBe(thing);
      expect(thing).toEqual(copy);
    },
  );

  test("what is no client is told, once a process, with its class", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    vi.resetModules();
    const known = CLIENT_KINDS.map(({ name }) => name).join(", ");
    const fresh = await import("./profile.ts");
    fresh.profile(new Database());
    fresh.profile(new Database());
    expect(warn.mock.calls).toEqual([
      [
        `profile() knows clients of ${known}; got an object of class Database, which is left as it is`,
        "PromptprofWarning",
      ],
    ]);
    warn.mockRestore();
  });
});

/** As @opentelemetry/context-async-hooks does it. */
class HostContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }
  with<Args extends unknown[], Result>(
    active: Context,
    work: (...args: Args) => Result,
    self?: unknown,
    ...args: Args
  ): Result {
    return this.#storage.run(active, () => Reflect.apply(work, self, args));
  }
  bind<Target>(_active: Context, target: Target): Target {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    this.#storage.disable();
    return this;
  }
}
