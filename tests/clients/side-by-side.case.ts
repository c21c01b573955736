import { LLMock, type Fixture, type FixtureResponse } from "@copilotkit/aimock";
import type { Call } from "@promptprof/model";
import { flush, profile, shutdown } from "@promptprof/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outcomeOf } from "./compared.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

/** What one client library needs to run all cases: how it is made, and how it asks. */
export interface SideBySide<Client extends object> {
  /** A new client that tries a request twice at most. */
  readonly newClient: (url: string) => Client;
  /** The text is what the mock answers by. */
  readonly ask: (client: Client, text: string, options?: AskOptions) => Promise<unknown>;
  readonly stream: (client: Client, text: string, options?: AskOptions) => Promise<AsyncIterable<unknown>>;
  /** The package's own ways to ask and to look at an answer, by name. */
  readonly helpers?: Readonly<Record<string, (client: Client, text: string) => Promise<unknown>>>;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly withTools?: boolean;
}

const USAGE = {
  prompt_tokens: 11,
  completion_tokens: 7,
  input_tokens: 11,
  output_tokens: 7,
  promptTokenCount: 11,
  candidatesTokenCount: 7,
};
const TEXT = "Lily went to the park and saw a big red ball under a tree. She was very happy.";
const FIXED = { id: "answer-1", created: 1_790_000_000, usage: USAGE };

// The mock matches by substring, so no text is part of another one.
const FIXTURES: Readonly<Record<string, Omit<Fixture, "match">>> = {
  "a whole answer": { response: { ...FIXED, content: TEXT } },
  "a call of tools": {
    response: { ...FIXED, toolCalls: [{ name: "weather", arguments: '{"city":"Rome"}', id: "tool-1" }] },
  },
  "a slow first token": {
    response: { ...FIXED, content: TEXT },
    streamingProfile: { ttft: 300, tps: 200, jitter: 0 },
  },
  // At a pace, so that some of it has left before the socket is destroyed.
  "a cut": {
    response: { ...FIXED, content: TEXT },
    truncateAfterChunks: 3,
    streamingProfile: { ttft: 20, tps: 50, jitter: 0 },
  },
  "no JSON": { response: { ...FIXED, content: TEXT }, chaos: { malformedRate: 1 } },
  "a rate limit": { response: failure(429, "rate_limit_error") },
  "an overload": { response: failure(529, "overloaded_error") },
  "a wrong key": { response: failure(401, "authentication_error") },
};

function failure(status: number, type: string): FixtureResponse {
  return { status, retryAfter: 1, error: { message: `no: ${type}`, type } };
}

/** The same programs with the bare and with the profiled client: all that a caller can see is the same. */
export function sideBySideCases<Client extends object>({
  newClient,
  ask,
  stream,
  helpers = {},
}: SideBySide<Client>): void {
  let mock: LLMock;
  let sink: OtlpSink;

  beforeAll(async () => {
    sink = await startOtlpSink();
    const fixtures = Object.entries(FIXTURES).map(([text, fixture]) => ({
      ...fixture,
      match: { userMessage: text },
    }));
    mock = await LLMock.create({ port: 0, logLevel: "silent" });
    mock.addFixtures(fixtures);
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([mock.stop(), sink.close()]);
  });

  /** Gives what the bare client saw, and the calls that the profiled one made. */
  async function sameForBoth(
    program: (client: Client) => Promise<unknown>,
  ): Promise<{ readonly outcome: { value?: unknown; error?: unknown }; readonly calls: readonly Call[] }> {
    const [outcome, requests] = await counted(program, newClient(mock.url));
    await flush();
    const before = sink.calls().length;
    const profiled = profile(newClient(mock.url), { endpoint: sink.url });
    const [seen, sent] = await counted(program, profiled);
    expect(seen).toEqual(outcome);
    expect(sent).toBe(requests);
    await flush();
    return { outcome, calls: sink.calls().slice(before) };
  }

  async function counted(program: (client: Client) => Promise<unknown>, client: Client) {
    const before = mock.getRequests().length;
    const outcome = await outcomeOf(() => program(client));
    return [outcome, mock.getRequests().length - before] as const;
  }

  describe("the same for the caller, and one call", () => {
    test.each(["a whole answer", "a slow first token"])("%s", async (text) => {
      const { outcome, calls } = await sameForBoth((client) => ask(client, text));
      expect(JSON.stringify(outcome.value)).toContain("red ball");
      expect(calls).toMatchObject([{ stream: false, errorClass: null, inputTokens: 11, outputTokens: 7 }]);
    });

    test.each(["a whole answer", "a slow first token"])("%s, streamed", async (text) => {
      const { calls } = await sameForBoth(async (client) => collect(await stream(client, text)));
      expect(calls).toMatchObject([{ stream: true, errorClass: null, inputTokens: 11, outputTokens: 7 }]);
      expect(calls[0]?.ttftMs).toBeGreaterThan(text === "a slow first token" ? 250 : 0);
    });

    test("a call of tools, streamed and not", async () => {
      const options = { withTools: true };
      const whole = await sameForBoth((client) => ask(client, "a call of tools", options));
      const streamed = await sameForBoth(async (client) =>
        collect(await stream(client, "a call of tools", options)),
      );
      expect(JSON.stringify(whole.outcome.value)).toContain("weather");
      for (const { calls } of [whole, streamed])
        expect(calls).toMatchObject([{ errorClass: null, outputTokens: 7 }]);
    });

    test.each([
      ["a rate limit", "rate_limit", 429],
      ["an overload", "overloaded", 529],
      ["a wrong key", "auth", 401],
    ])("%s", async (text, errorClass, httpStatus) => {
      const failed = { errorClass, httpStatus, inputTokens: null, tokenSource: "absent" };
      for (const program of [
        (client: Client) => ask(client, text),
        async (client: Client) => collect(await stream(client, text)),
      ]) {
        const { outcome, calls } = await sameForBoth(program);
        expect(outcome.error).toBeDefined();
        expect(calls).toMatchObject([failed]);
      }
    });

    test("a stream that is cut", async () => {
      const items: unknown[] = [];
      const { calls } = await sameForBoth(async (client) => {
        for await (const item of await stream(client, "a cut")) items.push(item);
      });
      expect(items.length).toBeGreaterThan(0);
      expect(calls).toMatchObject([{ stream: true, errorClass: "network" }]);
    });

    test("an answer that is no JSON", async () => {
      const { calls } = await sameForBoth((client) => ask(client, "no JSON"));
      expect(calls).toHaveLength(1);
      await sameForBoth(async (client) => collect(await stream(client, "no JSON")));
    });

    test("an abort before the request", async () => {
      const { outcome, calls } = await sameForBoth((client) =>
        ask(client, "a whole answer", { signal: AbortSignal.abort() }),
      );
      expect(outcome.error).toBeDefined();
      expect(calls).toMatchObject([{ errorClass: "cancelled" }]);
    });

    test("an abort while the stream is read", async () => {
      const { calls } = await sameForBoth(async (client) => {
        const controller = new AbortController();
        let items = 0;
        const { signal } = controller;
        for await (const _ of await stream(client, "a slow first token", { signal })) {
          items += 1;
          if (items === 2) controller.abort();
        }
      });
      expect(calls).toMatchObject([{ errorClass: "cancelled", stream: true }]);
    });

    test("leaving the loop", async () => {
      const { calls } = await sameForBoth(async (client) => {
        for await (const item of await stream(client, "a slow first token")) return item;
        return null;
      });
      expect(calls).toMatchObject([{ errorClass: "cancelled", stream: true }]);
    });
  });

  describe.runIf(Object.keys(helpers).length > 0)("the package's own helpers", () => {
    test.each(Object.keys(helpers))("%s", async (name) => {
      const helper = helpers[name] ?? expect.unreachable(name);
      const { outcome, calls } = await sameForBoth((client) => helper(client, "a whole answer"));
      expect(outcome).toHaveProperty("value");
      expect(calls).toHaveLength(1);
      const failed = await sameForBoth((client) => helper(client, "a wrong key"));
      expect(failed.outcome).toHaveProperty("error");
      expect(failed.calls).toMatchObject([{ errorClass: "auth" }]);
    });
  });
}

export async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}
