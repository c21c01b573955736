/* oxlint-disable vitest/expect-expect -- sameForBoth expects */
/* oxlint-disable typescript/unbound-method -- what an unbound method does is under test */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { profile, prompt, shutdown, withContext } from "@promptprof/sdk";
import type { Call } from "@promptprof/model";
import type OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { callsOfProgram } from "./calls-of-program.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { outcomeOf } from "./compared.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

type Client = typeof OpenAI;
type Chat = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;

const ONCE: Chat["messages"] = [{ role: "user", content: "Once upon a time" }];
const ASK: Chat = { model: "stories260k", messages: ONCE, temperature: 0, max_tokens: 8 };
const RESPOND = { model: "stories260k", input: "Once upon a time", temperature: 0, max_output_tokens: 8 };

/** Start times are whole milliseconds. */
const CLOCK_MS = 1;

/** Everything that must hold of `profile()` for one version of the openai package. */
export function profileOpenAiCases(OpenAI: Client): void {
  let model: TinyModel;
  let sink: OtlpSink;
  let bare: OpenAI;
  let profiled: OpenAI;
  /** Where nobody listens. */
  let nowhere: string;

  beforeAll(async () => {
    const gone = await startOtlpSink();
    await gone.close();
    nowhere = gone.url;
    [model, sink] = await Promise.all([startTinyModel({ port: 0 }), startOtlpSink()]);
    bare = newClient();
    profiled = profile(newClient(), { endpoint: sink.url });
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([model.close(), sink.close()]);
  });

  function newClient(): OpenAI {
    return new OpenAI({ baseURL: `${model.url}/v1`, apiKey: "none" });
  }

  /** Runs the same program with a bare and a profiled client, and gives what the bare one saw. */
  async function sameForBoth(program: (client: OpenAI) => Promise<unknown>) {
    const before = model.log.length;
    const expected = await outcomeOf(() => program(bare));
    const requests = model.log.length - before;
    expect(await outcomeOf(() => program(profiled))).toEqual(expected);
    expect(model.log.length - before - requests).toBe(requests);
    return expected;
  }

  /** The calls that the program made, as promptprof's server reads them. */
  function callsOf(program: () => Promise<unknown>): Promise<readonly Call[]> {
    return callsOfProgram(sink, program);
  }

  async function callOf(program: () => Promise<unknown>): Promise<Call> {
    const calls = await callsOf(program);
    expect(
      calls.map(({ requestModel, errorClass, stream, responseId, finishReason }) => ({
        requestModel,
        errorClass,
        stream,
        responseId,
        finishReason,
      })),
    ).toHaveLength(1);
    return calls[0] as Call;
  }

  describe("the client stays what it was", () => {
    test("profile gives back the same client, and a second time changes nothing", async () => {
      const client = newClient();
      const { create } = profile(client, { endpoint: sink.url }).chat.completions;
      expect(profile(client)).toBe(client);
      expect(client.chat.completions.create).toBe(create);
      expect(client).toBeInstanceOf(OpenAI);
      expect(Object.keys(client.chat.completions)).toEqual(Object.keys(bare.chat.completions));
      expect([create.name, create.length]).toEqual(["create", bare.chat.completions.create.length]);
      expect(await callsOf(() => client.chat.completions.create(ASK))).toHaveLength(1);
    });

    test("a completion is the same, and so is its hidden request id", async () => {
      await sameForBoth((client) => client.chat.completions.create(ASK));
      const completion = await profiled.chat.completions.create(ASK);
      expect(completion._request_id).toMatch(/^req_/);
    });

    test("a promise is of the client's own class, and can be awaited twice", async () => {
      const promise = profiled.chat.completions.create(ASK);
      expect(promise.constructor).toBe(bare.chat.completions.create(ASK).constructor);
      expect(await promise).toBe(await promise);
    });

    test("a stream has the same chunks, and no usage that nobody asked for", async () => {
      const { value } = await sameForBoth(async (client) =>
        collect(await client.chat.completions.create({ ...ASK, stream: true })),
      );
      expect(JSON.stringify(value)).not.toContain("usage");
    });

    test("a stream whose caller asks for usage has it", async () => {
      const { value } = await sameForBoth(async (client) =>
        collect(
          await client.chat.completions.create({
            ...ASK,
            stream: true,
            stream_options: { include_usage: true },
          }),
        ),
      );
      expect(JSON.stringify(value)).toContain('"completion_tokens":8');
    });

    test("a caller that asks for no usage is left with none", async () => {
      await sameForBoth(async (client) =>
        collect(
          await client.chat.completions.create({
            ...ASK,
            stream: true,
            stream_options: { include_usage: false },
          }),
        ),
      );
    });

    test("responses are the same, streamed and not", async () => {
      await sameForBoth((client) => client.responses.create(RESPOND));
      await sameForBoth(async (client) =>
        collect(await client.responses.create({ ...RESPOND, stream: true })),
      );
    });

    test("withResponse has data, response and request id", async () => {
      await sameForBoth(async (client) => {
        const { data, response, request_id } = await client.chat.completions.create(ASK).withResponse();
        return { data, status: response.status, request_id };
      });
      await sameForBoth(async (client) => {
        const { data, response } = await client.chat.completions
          .create({ ...ASK, stream: true })
          .withResponse();
        return { chunks: await collect(data), status: response.status };
      });
    });

    test("asResponse has the bytes that the server would have sent", async () => {
      await sameForBoth(async (client) => (await client.chat.completions.create(ASK).asResponse()).json());
      const { value } = await sameForBoth(async (client) =>
        (await client.chat.completions.create({ ...ASK, stream: true }).asResponse()).text(),
      );
      expect(value).not.toContain("usage");
    });

    test("both halves of a tee have all chunks, read at their own pace", async () => {
      await sameForBoth(async (client) => {
        const [left, right] = (await client.chat.completions.create({ ...ASK, stream: true })).tee();
        return [await collect(left), await collect(right)];
      });
    });

    test("a readable stream has the same lines", async () => {
      await sameForBoth(async (client) => {
        const stream = await client.chat.completions.create({ ...ASK, stream: true });
        return new Response(stream.toReadableStream()).text();
      });
    });

    test("items that are asked for all at once come in order", async () => {
      await sameForBoth(async (client) => {
        const stream = await client.chat.completions.create({ ...ASK, stream: true });
        const iterator = stream[Symbol.asyncIterator]();
        return Promise.all(Array.from({ length: 14 }, () => iterator.next()));
      });
    });

    test("a stream can be read once, by the client's own error", async () => {
      const { error } = await sameForBoth(async (client) => {
        const stream = await client.chat.completions.create({ ...ASK, stream: true });
        await collect(stream);
        await collect(stream);
      });
      expect(error).toMatchObject({ message: expect.stringContaining("consumed") });
    });

    test("leaving a loop early stops the request", async () => {
      await sameForBoth(async (client) => {
        const stream = await client.chat.completions.create({ ...ASK, max_tokens: 300, stream: true });
        for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
        return stream.controller.signal.aborted;
      });
      await expect.poll(() => model.log.slice(-2).map(({ aborted }) => aborted)).toEqual([true, true]);
    });

    test("the helpers of the package work, and see no usage that they did not see before", async () => {
      await sameForBoth(async (client) => {
        const stream = client.chat.completions.stream({ ...ASK, stream: true });
        return [await stream.finalContent(), await stream.totalUsage(), await stream.finalChatCompletion()];
      });
      await sameForBoth((client) => client.chat.completions.parse({ ...ASK, stop: [" girl"] }));
      await sameForBoth((client) => client.responses.parse(RESPOND));
      await sameForBoth((client) => client.responses.stream(RESPOND).finalResponse());
    });

    test.each([
      "stories260k-rate-limited",
      "stories260k-unauthorized",
      "stories260k-overloaded",
      "stories260k-filtered",
      "gpt-0",
    ])("%s fails with the same error after as many requests", async (name) => {
      const { error } = await sameForBoth((client) =>
        client.chat.completions.create({ ...ASK, model: name }),
      );
      expect(error).toMatchObject({ status: expect.any(Number) });
      await sameForBoth((client) => client.responses.create({ ...RESPOND, model: name, stream: true }));
    });

    test("a helper, and withResponse, fail with the same error, handled once", async () => {
      const body = { ...ASK, model: "stories260k-unauthorized" };
      await sameForBoth((client) => client.chat.completions.parse(body));
      await sameForBoth((client) => client.chat.completions.create(body).withResponse());
      await sameForBoth((client) => client.responses.create({ ...RESPOND, model: body.model }).asResponse());
      const tooShort = await sameForBoth((client) => client.chat.completions.parse(ASK));
      expect(tooShort.error).toMatchObject({ class: "LengthFinishReasonError" });
    });

    test.each(["stories260k-cut", "stories260k-failing"])("%s breaks with the same error", async (name) => {
      const seen: unknown[] = [];
      const { error } = await sameForBoth(async (client) => {
        for await (const chunk of await client.chat.completions.create({ ...ASK, model: name, stream: true }))
          seen.push(chunk);
      });
      expect(error).toBeDefined();
      expect(seen.length).toBeGreaterThan(0);
    });

    test("a flaky server is asked twice, and answers", async () => {
      await sameForBoth((client) => client.chat.completions.create({ ...ASK, model: "stories260k-flaky" }));
    });

    test("an abort before and during the request is the same error", async () => {
      const { error } = await sameForBoth((client) =>
        client.chat.completions.create(ASK, { signal: AbortSignal.abort() }),
      );
      expect(error).toMatchObject({ class: "APIUserAbortError" });
      await sameForBoth(async (client) => {
        const controller = new AbortController();
        const stream = await client.chat.completions.create(
          { ...ASK, max_tokens: 300, stream: true },
          { signal: controller.signal },
        );
        for await (const chunk of stream) if (chunk.choices[0]?.delta.content) controller.abort();
      });
    });

    test("a server that is not there is the same error", async () => {
      await sameForBoth((client) =>
        client.withOptions({ baseURL: nowhere, maxRetries: 0 }).chat.completions.create(ASK),
      );
    });

    test("calling it wrongly is the same error", async () => {
      await sameForBoth(async (client) => client.chat.completions.create(undefined as unknown as Chat));
      await sameForBoth(async (client) => {
        const { create } = client.chat.completions;
        return create(ASK);
      });
    });

    test("the caller's own objects are not touched", async () => {
      const body = Object.freeze({ ...ASK, stream: true as const });
      const options = Object.freeze({
        headers: Object.freeze({ "x-test": "1" }),
        fetchOptions: Object.freeze({}),
      });
      await collect(await profiled.chat.completions.create(body, options));
      expect(options.fetchOptions).toEqual({});
    });

    test("a subclass keeps its private fields, its own methods and its overrides", async () => {
      class Own extends OpenAI {
        readonly #prefix = "Once";
        readonly seen: string[] = [];
        ask() {
          return this.chat.completions.create({
            ...ASK,
            messages: [{ role: "user", content: this.#prefix }],
          });
        }
        protected override async prepareOptions(
          ...args: Parameters<OpenAI["prepareOptions"]>
        ): Promise<void> {
          this.seen.push(args[0].path);
          await super.prepareOptions(...args);
        }
      }
      const own = profile(new Own({ baseURL: `${model.url}/v1`, apiKey: "none" }), { endpoint: sink.url });
      const call = await callOf(() => own.ask());
      expect(call.outputTokens).toBe(8);
      expect(own.seen).toEqual(["/chat/completions"]);
    });

    test("a copy by withOptions is profiled, and keeps the new options", async () => {
      const copy = profiled.withOptions({ maxRetries: 1 });
      const call = await callOf(() =>
        copy.chat.completions.create({ ...ASK, model: "stories260k-rate-limited" }).catch(() => null),
      );
      expect(call.attempts).toBe(2);
    });

    test("the client's own fetch gets what it got before", async () => {
      const seen: unknown[][] = [];
      const recording: typeof fetch = (...args) => {
        seen.push(args);
        return fetch(...args);
      };
      const options = { baseURL: `${model.url}/v1`, apiKey: "none", fetch: recording };
      await new OpenAI(options).chat.completions.create(ASK);
      await profile(new OpenAI(options), { endpoint: sink.url }).chat.completions.create(ASK);
      const [plain, watched] = seen.map(([url, init]) => ({ url, init: JSON.stringify(init) }));
      expect(watched).toEqual(plain);
    });
  });

  describe("a call becomes a span", () => {
    const story = prompt("story", "Once upon a time, {{hero}} went to the {{place}}.");

    test("a streamed call has its prompt, tokens and true times", async () => {
      const call = await callOf(async () => {
        const body = {
          model: "stories260k",
          max_tokens: 30,
          ...story.render({ hero: "Lily", place: "park" }),
        };
        await collect(await profiled.chat.completions.create({ ...body, stream: true }));
      });
      const served = model.log.at(-1) as TinyModel["log"][number];
      expect(call).toMatchObject({
        dialect: "promptprof",
        prompt: "story",
        version: story.version,
        promptSource: "named",
        provider: "openai",
        operation: "chat",
        requestModel: "stories260k",
        responseModel: "stories260k",
        responseId: expect.stringMatching(/^chatcmpl-tiny/),
        stream: true,
        attempts: 1,
        httpStatus: 200,
        errorClass: null,
        finishReason: "length",
        inputTokens: served.promptTokens,
        outputTokens: 30,
        cacheReadTokens: 0,
        tokenSource: "reported",
      });
      // The client's time encloses the server's. No upper bounds: a busy machine is no bug.
      expect(call.ttftMs).toBeGreaterThanOrEqual((served.firstTokenAt ?? 0) - served.receivedAt);
      expect(call.durationMs).toBeGreaterThanOrEqual((served.lastTokenAt ?? 0) - served.receivedAt);
      expect(call.startTime).toBeLessThanOrEqual(served.receivedAt + CLOCK_MS);
      expect(call.ttftMs).toBeLessThan(call.durationMs ?? 0);
    });

    test("the first token is seen between the server's first and its last, long after the role", async () => {
      const messages = [{ role: "user" as const, content: "Lily went to the park. ".repeat(12) }];
      for (let i = 0; i < 5; i += 1) {
        const call = await callOf(async () =>
          collect(await profiled.chat.completions.create({ ...ASK, messages, max_tokens: 60, stream: true })),
        );
        const served = model.log.at(-1) as TinyModel["log"][number];
        const seenAfterMs = call.ttftMs ?? Infinity;
        expect(seenAfterMs).toBeGreaterThanOrEqual((served.firstTokenAt ?? 0) - served.receivedAt);
        // Both ends run in this process: 60 turns of its loop are enough for the first token to arrive, however slow.
        expect(call.startTime + seenAfterMs).toBeLessThanOrEqual((served.lastTokenAt ?? 0) + CLOCK_MS);
      }
    });

    test("its segments share the prompt, and their hashes are the same for the same text", async () => {
      const [one, other] = await callsOf(async () => {
        for (const place of ["park", "zoo"]) {
          await profiled.chat.completions.create({ ...ASK, ...story.render({ hero: "Lily", place }) });
        }
      });
      expect(one?.segments.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
        "static user/0",
        "variable user/hero",
        "static user/1",
        "variable user/place",
        "static user/2",
      ]);
      expect(one?.segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(one?.inputTokens);
      const same = one?.segments.map(({ hash }, i) => hash === other?.segments[i]?.hash);
      expect(same).toEqual([true, true, true, false, true]);
    });

    test("a prompt is recognised among other messages, and as input of a response", async () => {
      const { messages } = story.render({ hero: "Tim", place: "zoo" });
      const [chat, response] = await callsOf(async () => {
        await profiled.chat.completions.create({
          ...ASK,
          messages: [...messages, { role: "assistant", content: "Hi." }, { role: "user", content: "More!" }],
        });
        await profiled.responses.create({ ...RESPOND, instructions: "Be kind.", input: messages });
      });
      expect(chat).toMatchObject({ prompt: "story", version: story.version });
      expect(chat?.segments.slice(5).map(({ path }) => path)).toEqual(["assistant", "user"]);
      expect(response).toMatchObject({ prompt: "story" });
      expect(response?.segments.map(({ path }) => path)).toEqual([
        "system",
        "user/0",
        "user/hero",
        "user/1",
        "user/place",
        "user/2",
      ]);
    });

    test("messages written by hand have a segment a role, tools have one, and there is no prompt", async () => {
      const tools = [{ type: "function" as const, function: { name: "weather", parameters: {} } }];
      const call = await callOf(() =>
        profiled.chat.completions.create({
          ...ASK,
          tools,
          messages: [{ role: "system", content: "Be kind." }, ...ONCE],
        }),
      );
      expect(call).toMatchObject({ prompt: null, version: null, promptSource: null });
      expect(call.segments.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
        "static system",
        "variable user",
        "tool tools",
      ]);
    });

    test("a call that was not streamed has no time to the first token", async () => {
      const call = await callOf(() => profiled.chat.completions.create(ASK));
      expect(call).toMatchObject({
        stream: false,
        ttftMs: null,
        inputTokens: 5,
        outputTokens: 8,
        finishReason: "length",
      });
    });

    test("a response has its tokens and the reason why it is incomplete, streamed and not", async () => {
      const calls = await callsOf(async () => {
        await profiled.responses.create(RESPOND);
        await collect(await profiled.responses.create({ ...RESPOND, stream: true }));
      });
      for (const call of calls) {
        expect(call).toMatchObject({
          inputTokens: 5,
          outputTokens: 8,
          finishReason: "max_output_tokens",
          responseId: expect.stringMatching(/^resp_/),
        });
      }
      expect(calls.map(({ ttftMs }) => ttftMs !== null)).toEqual([false, true]);
    });

    test("retries are one call with its attempts", async () => {
      const call = await callOf(() =>
        profiled.chat.completions.create({ ...ASK, model: "stories260k-flaky" }),
      );
      expect(call).toMatchObject({ attempts: 2, errorClass: null, httpStatus: 200 });
    });

    test.each([
      ["stories260k-rate-limited", { errorClass: "rate_limit", httpStatus: 429, attempts: 3 }],
      ["stories260k-overloaded", { errorClass: "overloaded", httpStatus: 503, attempts: 3 }],
      ["stories260k-unauthorized", { errorClass: "auth", httpStatus: 401, attempts: 1 }],
      ["stories260k-filtered", { errorClass: "content_filter", httpStatus: 400, attempts: 1 }],
      [
        "gpt-0",
        { errorClass: "invalid_request", httpStatus: 404, attempts: 1, errorType: "model_not_found" },
      ],
    ])("%s has its class and status, and no tokens are made up", async (name, expected) => {
      const call = await callOf(() =>
        profiled.chat.completions.create({ ...ASK, model: name }).catch(() => null),
      );
      expect(call).toMatchObject({
        ...expected,
        inputTokens: null,
        outputTokens: null,
        tokenSource: "absent",
        finishReason: null,
      });
    });

    test("a prompt that is too long has a class of its own", async () => {
      const messages = [{ role: "user" as const, content: "park ".repeat(400) }];
      const call = await callOf(() =>
        profiled.chat.completions.create({ ...ASK, messages }).catch(() => null),
      );
      expect(call).toMatchObject({ errorClass: "context_length", httpStatus: 400 });
    });

    test("a server that is not there is a network error, with each attempt counted", async () => {
      const lost = profiled.withOptions({ baseURL: nowhere, maxRetries: 1 });
      const call = await callOf(() => lost.chat.completions.create(ASK).catch(() => null));
      expect(call).toMatchObject({ errorClass: "network", httpStatus: null, attempts: 2 });
    });

    test.each(["break", "abort"] as const)(
      "a stream that the caller leaves by %s ends as cancelled, with what was seen",
      async (how) => {
        const call = await callOf(async () => {
          const stream = await profiled.chat.completions.create({ ...ASK, max_tokens: 300, stream: true });
          for await (const chunk of stream) {
            if (!chunk.choices[0]?.delta.content) continue;
            if (how === "break") break;
            stream.controller.abort();
          }
        });
        expect(call).toMatchObject({
          errorClass: "cancelled",
          finishReason: "error",
          outputTokens: null,
          responseId: expect.any(String),
        });
        expect(call.ttftMs).not.toBeNull();
      },
    );

    test("an abort before anything was sent is a cancelled call", async () => {
      const call = await callOf(() =>
        profiled.chat.completions.create(ASK, { signal: AbortSignal.abort() }).catch(() => null),
      );
      expect(call).toMatchObject({ errorClass: "cancelled", httpStatus: null });
    });

    test("a stream that broke has the class of its error", async () => {
      const [cut, failing] = await callsOf(async () => {
        for (const name of ["stories260k-cut", "stories260k-failing"]) {
          await profiled.chat.completions
            .create({ ...ASK, model: name, stream: true })
            .then(collect)
            .catch(() => null);
        }
      });
      expect(cut).toMatchObject({ errorClass: "network", finishReason: "error", httpStatus: 200 });
      expect(failing).toMatchObject({
        errorClass: "other",
        errorType: "server_error",
        finishReason: "error",
      });
    });

    test("a stream that nobody reads ends when nobody holds it any more", async () => {
      const call = await callOf(async () => {
        await profiled.chat.completions.create({ ...ASK, stream: true }).then(() => null);
        await collectGarbage();
      });
      expect(call).toMatchObject({ errorClass: "cancelled", finishReason: "error", stream: true });
    });

    test("a stream that is read while nobody holds it is read to its end", async () => {
      const call = await callOf(async () => {
        let tokens = 0;
        for await (const chunk of await profiled.chat.completions.create({ ...ASK, stream: true })) {
          tokens += chunk.choices[0]?.delta.content ? 1 : 0;
          await collectGarbage();
        }
        expect(tokens).toBe(8);
      });
      expect(call).toMatchObject({ errorClass: null, finishReason: "length", outputTokens: 8 });
    });

    test("a raw response is a call without tokens, and not a failed one", async () => {
      const call = await callOf(async () =>
        (await profiled.chat.completions.create(ASK).asResponse()).text(),
      );
      expect(call).toMatchObject({
        errorClass: null,
        httpStatus: 200,
        inputTokens: null,
        tokenSource: "absent",
      });
    });

    test("the package's helpers make one call each", async () => {
      const calls = await callsOf(async () => {
        await profiled.chat.completions.stream({ ...ASK, stream: true }).finalContent();
        await profiled.chat.completions.parse({ ...ASK, stop: [" girl"] });
        await profiled.responses.stream(RESPOND).finalResponse();
      });
      expect(calls.map(({ outputTokens }) => outputTokens)).toEqual([8, 8, 8]);
    });

    test("it is counted under the context that it was made in", async () => {
      const [inside, outside] = await callsOf(async () => {
        await withContext({ team: "search", user: "u-7", tags: ["a"] }, () =>
          withContext({ session: "s-1", tags: ["b"] }, () => profiled.chat.completions.create(ASK)),
        );
        await profiled.chat.completions.create(ASK);
      });
      expect(inside).toMatchObject({ team: "search", user: "u-7", session: "s-1", tags: ["a", "b"] });
      expect(outside).toMatchObject({ team: null, user: null, session: null, tags: [] });
    });

    test("no text of the prompt, the answer, the tools or the error leaves the process", async () => {
      const secret = "PLUMBUS";
      await callsOf(async () => {
        const messages = [
          { role: "system" as const, content: secret },
          { role: "user" as const, content: `${secret} ${"park ".repeat(400)}` },
        ];
        const tools = [{ type: "function" as const, function: { name: secret, parameters: {} } }];
        await profiled.chat.completions.create({ ...ASK, messages, tools }).catch(() => null);
        await profiled.chat.completions.create({
          ...ASK,
          ...prompt("named", `${secret} {{x}}`).render({ x: secret }),
        });
        await profiled.responses.create({ ...RESPOND, instructions: secret });
      });
      expect(sink.bodies.length).toBeGreaterThan(0);
      for (const body of sink.bodies) {
        expect(body.includes(secret)).toBe(false);
        expect(body.includes("little girl")).toBe(false);
      }
    });
  });

  describe("a server that knows no stream_options", () => {
    let server: Server;
    let old: OpenAI;
    let requests: unknown[];
    beforeAll(async () => {
      server = createServer((request, response) => {
        void request.toArray().then((chunks) => {
          const body = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as {
            stream_options?: unknown;
          };
          requests.push(body.stream_options);
          const error = { message: "Unrecognized request argument supplied: stream_options" };
          if (body.stream_options !== undefined)
            return response.writeHead(400).end(JSON.stringify({ error }));
          const chunk = { id: "1", choices: [{ index: 0, delta: { content: "hi" }, finish_reason: "stop" }] };
          return response
            .writeHead(200, { "content-type": "text/event-stream" })
            .end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
        });
      });
      await new Promise<void>((ready) => {
        server.listen(0, "127.0.0.1", ready);
      });
      old = profile(
        new OpenAI({ baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey: "none" }),
        { endpoint: sink.url },
      );
    });
    beforeEach(() => {
      requests = [];
    });
    afterAll(() => server.close());

    test("is asked once, answers all the same, and is not asked again", async () => {
      const call = await callOf(async () => {
        const chunks = await collect(await old.chat.completions.create({ ...ASK, stream: true }));
        expect(chunks.map((chunk) => chunk.choices[0]?.delta.content)).toEqual(["hi"]);
      });
      expect(call).toMatchObject({
        errorClass: null,
        finishReason: "stop",
        tokenSource: "absent",
        attempts: 2,
      });
      await collect(await old.chat.completions.create({ ...ASK, stream: true }));
      expect(requests).toEqual([{ include_usage: true }, undefined, undefined]);
    });

    test("a caller that asks by itself gets the server's error", async () => {
      const asking = { ...ASK, stream: true as const, stream_options: { include_usage: true } };
      await expect(old.chat.completions.create(asking)).rejects.toMatchObject({ status: 400 });
      expect(requests).toHaveLength(1);
    });
  });
}

async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
