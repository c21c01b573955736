import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { providerOfEntry } from "../providers/provider-of-entry.ts";
import type { Outcome } from "../providers/provider.ts";
import { callWithRetries } from "./call-with-retries.ts";
import { CLOCK } from "./run-suite.ts";
import { Throttle } from "./throttle.ts";

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const FINE: Answer = { status: 200, body: JSON.stringify({ choices: [{ message: { content: "Hi" } }] }) };

/** Asks a real server that gives these answers one after the other, and the last one from then on; 0 = none at all. */
async function asked(
  answers: readonly Answer[],
  timeoutMs = 5000,
): Promise<{ outcome: Outcome; waits: number[] }> {
  let calls = 0;
  const server = createServer((_request, response) => {
    const { status, headers, body } = answers[Math.min(calls, answers.length - 1)] ?? FINE;
    calls += 1;
    if (status !== 0) response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const waits: number[] = [];
  // Time stands still, and who waits makes it go on.
  let now = 1_000_000;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = { directory: ".", environment: { KEY: "sk-secret" }, watch: null };
  const { provider } = providerOfEntry({ id: "p", type: "openai", url, key: "KEY", stream: false }, world);
  const request = { messages: [], model: "m", parameters: {}, tools: [], segments: [] };
  const outcome = await callWithRetries(provider, request, new AbortController().signal, {
    limits: { retries: 2, timeoutMs },
    throttle: new Throttle(null, clock),
    clock,
    random: () => 1,
  });
  return { outcome, waits };
}

test("a rate limit is waited for as long as the provider asks", async () => {
  const { outcome, waits } = await asked([{ status: 429, headers: { "retry-after": "7" } }, FINE]);
  expect(outcome).toMatchObject({ kind: "reply", text: "Hi", attempts: 2 });
  expect(waits).toEqual([7000]);
});

test("without a wish, waits double", async () => {
  const { outcome, waits } = await asked([{ status: 503 }]);
  expect(outcome).toEqual({
    kind: "failure",
    errorClass: "overloaded",
    message: "HTTP status 503",
    httpStatus: 503,
    durationMs: expect.any(Number),
    attempts: 3,
  });
  expect(waits).toEqual([500, 1000]);
});

test("a refused key is not tried again, and is not quoted", async () => {
  const body = JSON.stringify({
    error: {
      message: "Incorrect API key provided: sk-secret.",
      type: "invalid_request_error",
      code: "invalid_api_key",
    },
  });
  const { outcome, waits } = await asked([{ status: 401, body }]);
  expect(outcome).toMatchObject({
    errorClass: "auth",
    attempts: 1,
    message: "Incorrect API key provided: ***.",
  });
  expect(waits).toEqual([]);
});

test("a call without an answer is a timeout", async () => {
  const { outcome } = await asked([{ status: 0 }], 50);
  expect(outcome).toMatchObject({
    errorClass: "timeout",
    attempts: 3,
    message: "no answer within 50 ms; see limits.timeoutMs",
  });
});

test("the real clock wakes who sleeps when the run is stopped", async () => {
  const stop = new AbortController();
  const sleeping = CLOCK.sleep(60_000, stop.signal);
  stop.abort();
  await expect(sleeping).resolves.toBeUndefined();
});
